"""The words of ``definitions``: each figure in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Said(NamedTuple):
    """A definition in one language; ``leaves_out`` is what does not count, if anything."""

    name: str
    means: str
    leaves_out: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure, by its ``key`` in answers; ``formula`` is in names of the journal and English."""

    key: str
    unit: Literal["s", "count", "share", "rule"]
    formula: str
    vi: Said
    en: Said


D, S = Definition, Said
# fmt: off
DEFINITIONS: tuple[Definition, ...] = (
    D("issued", "count", "n(legs with no = 1)",
      S("Đã cấp", "Số vé đã cấp trong ngày; vé chuyển qua nhiều nhóm vẫn là một vé, tính ở nhóm "
        "đầu.",
        "Vé cấp nhầm đã thu lại (cùng một lần chạm, in vé khác)."),
      S("Given", "Tickets given on the day; one that moves on is still one, counted in its first "
        "group.",
        "Numbers that were withdrawn because the same touch got another.")),
    D("called", "count", "n(legs with first_called)",
      S("Đã gọi", "Lượt được gọi ít nhất một lần. Gọi lại không tính thêm."),
      S("Called", "Legs that were called at least once. A recall adds nothing.")),
    D("served", "count", "n(legs ended served)",
      S("Đã phục vụ", "Lượt kết thúc bằng phục vụ, kể cả lượt quên bấm Xong."),
      S("Served", "Legs that ended with service, with those whose finish was forgotten.")),
    D("no_show", "count", "n(legs ended no_show)",
      S("Vắng", "Đã gọi mà không ai đến, và sau đó không quay lại. Tỉ lệ vắng = vắng ÷ đã gọi.",
        "Người quay lại trong ngày: lượt của họ gọi tiếp, tính theo kết thúc sau cùng."),
      S("No-show", "Called, nobody came, nobody came back. The share is of legs called.",
        "Who comes back the same day: the leg goes on, and its last end counts.")),
    D("left", "count", "n(legs ended left)",
      S("Bỏ về", "Người dân hoặc cán bộ báo hủy số trước khi được phục vụ."),
      S("Left", "Called off before service, by the citizen or by staff.")),
    D("expired", "count", "n(legs expired that never started)",
      S("Hết hạn", "Hết ngày mà chưa được phục vụ.",
        "Lượt đang phục vụ lúc hết ngày: đó là lượt quên bấm Xong."),
      S("Expired", "The day ended before any service.",
        "Legs in service when the day ended: their finish was forgotten.")),
    D("transferred", "count", "n(legs ended transferred)",
      S("Chuyển tiếp", "Lượt chuyển sang nhóm hoặc quầy khác. Vé mở lượt mới, chờ tính lại từ "
        "đó; giờ lấy số và mốc gọi không đổi."),
      S("Moved on", "Legs sent to another group or counter. The next leg waits from there; the "
        "ticket's time of issue and call mark stay.")),
    D("wait", "s", "first_called − max(issued, slot) − closed",
      S("Thời gian chờ", "Từ lúc lấy số (hoặc giờ hẹn, nếu muộn hơn) đến lần gọi đầu tiên, trừ "
        "giờ trung tâm đóng cửa. Tạm giữ, gọi lại không làm chờ lâu thêm.",
        "Người vắng, người được gọi mà không đến rồi bỏ lượt: không ai biết họ đã chờ bao lâu. "
        "Người chưa được gọi."),
      S("Wait", "From the number (or the slot, if later) to the first call, less the time in "
        "which the centre was closed. Parking and recalls do not make it longer.",
        "No-shows, and who left after a call without coming: nobody knows how long they waited. "
        "Who was never called.")),
    D("closed", "s", "closed time between issue and first call",
      S("Giờ nghỉ trong lúc chờ", "Giờ nghỉ trưa, ngoài giờ, ngày nghỉ nằm giữa lúc lấy số và "
        "lúc gọi; đã trừ khỏi thời gian chờ và ghi riêng ở đây."),
      S("Closed time", "Breaks, evenings and holidays between the number and the call: taken off "
        "the wait, and shown beside it.")),
    D("raw", "s", "first_called − max(issued, slot)",
      S("Chờ theo đồng hồ", "Như thời gian chờ nhưng không trừ giờ nghỉ."),
      S("Wait by the clock", "The wait with closed time in it.")),
    D("response", "s", "started − last_called",
      S("Từ gọi đến có mặt", "Từ lần gọi sau cùng đến lúc cán bộ bấm Bắt đầu.",
        "Lượt không bấm Bắt đầu."),
      S("Response to call", "From the last call to Start.",
        "Legs that were finished without a Start.")),
    D("service", "s", "ended − (started or last_called) + served before a park",
      S("Thời gian xử lý", "Từ Bắt đầu đến Xong; không bấm Bắt đầu thì tính từ lần gọi sau cùng. "
        "Phần đã làm trước khi tạm giữ được cộng vào.",
        "Lượt chuyển tiếp, vắng, quên bấm Xong."),
      S("Service", "From Start to Finish; without a Start, from the last call. What was done "
        "before a park is added.",
        "Legs moved on, no-shows, forgotten finishes.")),
    D("forgotten", "count", "expired in service or service > max(60 min, 6 × mean × dossiers)",
      S("Quên bấm Xong", "Đang phục vụ khi hết ngày thì hệ thống đóng lượt; hoặc xử lý dài hơn "
        "60 phút và hơn 6 lần mức trung bình trong cấu hình (nhân số hồ sơ), tính trong giờ mở "
        "cửa. Vẫn tính là đã phục vụ, đếm riêng, không vào thời gian xử lý và giờ bận của quầy."),
      S("Forgotten finish", "In service when the day ended, which closes it; or longer than 60 "
        "minutes and than 6 times the plan's mean for each dossier, in opening hours. It counts "
        "as served and is counted apart; service time and busy time leave it out.")),
    D("in_time", "share", "served legs with wait ≤ target ÷ served legs with a wait",
      S("Chờ trong mục tiêu", "Trong số lượt đã phục vụ, bao nhiêu phần chờ không quá mục tiêu "
        "của nhóm.",
        "Lượt chưa phục vụ."),
      S("Within target", "Of served legs, the share that waited no longer than their group's "
        "target.",
        "Legs that were not served.")),
    D("percentile", "s", "type 7 (Hyndman and Fan) over all values",
      S("Trung vị, P90, P95", "Xếp mọi giá trị theo thứ tự: một nửa không quá trung vị, 90 % "
        "không quá P90. Tính trên mọi lượt của phần đang xem, không lấy trung bình của trung "
        "bình. Dưới 5 lượt không hiện; ô thứ và nửa giờ cần 20."),
      S("Median, P90, P95", "All values in order: half are no longer than the median, 90 % no "
        "longer than P90. Over all legs of the part, never a mean of means. Fewer than 5 show "
        "nothing; a cell of weekday and half hour needs 20.")),
    D("n", "count", "",
      S("n", "Số giá trị mà con số bên cạnh được tính từ đó."),
      S("n", "How many values the figure beside it is made of.")),
    D("inside", "share", "n(low ≤ wait ≤ high) ÷ n(told and called)",
      S("Dự báo trong khoảng", "Bao nhiêu phần người được báo khoảng chờ khi lấy số đã được gọi "
        "trong khoảng đó. Mục tiêu 80 %. Kể cả người vắng.",
        "Người không được báo, hoặc chưa được gọi."),
      S("Inside the range", "Of those who were told a range with their number, the share called "
        "inside it. The aim is 80 %. No-shows count.",
        "Who was told nothing, or never called.")),
    D("off", "s", "|middle told − wait|",
      S("Lệch dự báo", "Khoảng cách giữa mức giữa đã báo và thời gian chờ thực; trung vị và "
        "P90."),
      S("Off by", "How far the told middle was from the wait: median and P90.")),
    D("carried", "count", "issued < close and (never called or called ≥ close), still there",
      S("Dồn sang buổi sau", "Khi một buổi đóng cửa, bao nhiêu số đã cấp vẫn chưa được gọi. Buổi "
        "cuối ngày: người ra về chưa được gọi.",
        "Buổi chưa đến giờ đóng cửa."),
      S("Carried over", "When a session closed: numbers given and not yet called. At the last "
        "close of the day they are people nobody called.",
        "Sessions that have not closed yet.")),
    D("open", "s", "open spans ∩ opening hours ∪ busy",
      S("Giờ mở quầy", "Thời gian quầy mở trong giờ làm việc; ngoài giờ chỉ tính lúc đang có "
        "người. Quầy quên đóng buổi tối không tính. Máy chủ hỏng giữa buổi: tính như quầy vẫn "
        "mở."),
      S("Counter open", "Open in opening hours; outside them only while somebody is there. A "
        "counter nobody closed in the evening does not count. While the server was down it "
        "counts as before.")),
    D("paused", "s", "paused spans ∩ opening hours",
      S("Tạm nghỉ", "Thời gian quầy tạm nghỉ trong giờ làm việc."),
      S("Paused", "Time on a pause in opening hours.")),
    D("busy", "s", "∪ (last_called … ended, no-show or parked)",
      S("Giờ bận", "Từ lần gọi sau cùng đến khi lượt kết thúc, vắng hoặc tạm giữ; gọi lại thì "
        "tính tiếp từ lúc đó. Chồng nhau tính một lần.",
        "Lượt quên bấm Xong."),
      S("Busy", "From the last call to the end of a leg, to its no-show or until it is "
        "parked; a new call begins anew. Overlaps count once.",
        "Forgotten finishes.")),
    D("utilisation", "share", "busy ÷ open",
      S("Mức sử dụng quầy", "Giờ bận chia giờ mở. Không phải thước đo để so cán bộ với nhau."),
      S("Utilisation", "Busy time by open time. It is no measure to compare officers by.")),
    D("idle", "s", "open − busy, while somebody waits for a group of this counter",
      S("Rảnh khi có người chờ", "Thời gian quầy mở, không có ai, trong lúc có người chờ nhóm "
        "chính của quầy (theo cấu hình đang dùng)."),
      S("Idle while others wait", "Open with nobody there, while somebody waited for one of its "
        "own groups (by the plan in force).")),
    D("per_hour", "count", "served ÷ open hours",
      S("Lượt mỗi giờ mở quầy", "Số lượt đã phục vụ chia giờ mở quầy."),
      S("Served per open hour", "Served legs by open hours.")),
    D("passed", "count", "n(later call mark, same group, called while waiting)",
      S("Bị vượt mốc", "Lượt mà trong lúc chờ có người cùng nhóm, mốc gọi muộn hơn, được gọi "
        "trước. Theo luật gọi thì bằng 0, trừ khi cán bộ gọi đích danh."),
      S("Passed by mark", "Legs that saw somebody of their group with a later call mark called "
        "first. The rule makes none; a call by hand can.")),
    D("passed_came", "count", "n(came later, same group, called while waiting)",
      S("Người đến sau gọi trước", "Lượt mà trong lúc chờ có người cùng nhóm đến sau được gọi "
        "trước: do ưu tiên, lịch hẹn hoặc gọi đích danh."),
      S("Passed by later comers", "Legs that saw somebody of their group who came later called "
        "first: priority, appointments or calls by hand.")),
    D("rated", "count", "n(tickets served to the end with a rating)",
      S("Đã đánh giá", "Vé phục vụ xong có đánh giá 1 đến 5. Tỉ lệ trả lời = đã đánh giá ÷ vé "
        "phục vụ xong; điểm trung bình và tỉ lệ hài lòng chỉ hiện từ 5 đánh giá."),
      S("Rated", "Tickets served to the end with 1 to 5 stars. The response rate is of those "
        "tickets; the mean and the satisfied share need 5 ratings.")),
    D("satisfied", "share", "n(stars ≥ 4) ÷ rated",
      S("Hài lòng", "4 hoặc 5 điểm, chia cho số đã đánh giá. Luôn xem cùng tỉ lệ trả lời."),
      S("Satisfied", "4 or 5 stars, of those rated. Read it with the response rate.")),
    D("waiting", "count", "n(legs issued and not yet called, now)",
      S("Đang chờ", "Vé có số mà lúc này chưa được gọi, kể cả vé quay lại chờ sau khi tạm giữ.",
        "Vé đang ở quầy, tạm giữ, vắng."),
      S("Waiting", "Tickets that are not called yet at this moment, also those back from a park.",
        "Tickets at a counter, parked or absent.")),
    D("longest", "s", "max(now − issued − closed) over who waits",
      S("Chờ lâu nhất", "Thời gian chờ đến lúc này của người đang chờ lâu nhất, trừ giờ nghỉ."),
      S("Longest wait", "How long whoever waits longest has waited so far, less closed hours.")),
    D("counters_now", "count", "n(counters open now)",
      S("Quầy đang mở", "Quầy lúc này mở; quầy tạm nghỉ và quầy đóng ghi kèm bên dưới."),
      S("Counters open", "Counters that are open now; paused and closed ones stand below.")),
    D("usual", "rule", "P25, P50, P75 of the same half hour on the same weekday",
      S("Thường lệ", "Số lấy số và số xong trong cùng nửa giờ của cùng thứ, 24 tuần gần nhất: dải "
        "25–75 % và trung vị. Chỉ hiện từ 4 ngày."),
      S("Usual", "Numbers given and people served in the same half hour of the same weekday, of 24 "
        "weeks: the middle half and the median. Shown from 4 days on.")),
    D("ahead", "count", "P10, P50, P90 of who waits, over 200 runs",
      S("Số người chờ, 2 giờ tới", "Số người chờ nếu quầy giữ như bây giờ: người đến như thường lệ "
        "nhân nhịp hôm nay, xử lý theo nhịp giờ qua. Khoảng chứa 8 phần 10 lần chạy; trên trang "
        "ghi đã đúng bao nhiêu lần hôm nay."),
      S("Waiting, next 2 hours", "How many will wait if counters stay as they are: people come as "
        "usual times today's pace, and are served at the pace of the last hour. Eight runs in ten "
        "end in the range; the page says how often it held today.")),
    D("day", "rule", "local date of issue",
      S("Ngày, giờ", "Vé thuộc ngày lấy số theo giờ địa phương của trung tâm, kể cả khi phục vụ "
        "xong sau nửa đêm. Nửa giờ gồm phút đầu, không gồm phút cuối. Hoàn tác xóa hẳn dấu vết."),
      S("Days and hours", "A ticket belongs to the local day of its number, also when it ends "
        "after midnight. A half hour has its first minute and not its last. What was undone "
        "leaves no trace.")),
    D("rules", "rule", "",
      S("Đổi cấu hình", "Ngày cũ tính theo giờ mở cửa, ngày nghỉ, nhóm và mục tiêu của cấu hình "
        "đang dùng; đổi cấu hình thì tính lại."),
      S("Another plan", "Past days are counted with the hours, holidays, groups and targets of "
        "the plan in force; a new plan counts them anew.")),
)
# fmt: on
