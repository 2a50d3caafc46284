"""What the rules refuse, and why, in both languages.

DomainError
├── Refused          a move that the rules do not allow now; carries a stable code
└── PlanRefused      a plan with errors (in plan.py, with every error and its key)
"""

from __future__ import annotations

from dataclasses import dataclass

from server.domain import booking_texts, desk_texts, device_texts


class DomainError(Exception):
    """Anything that the rules of the hall do not allow."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The same sentence in Vietnamese and in English."""

    vi: str
    en: str


class Refused(DomainError, ValueError):
    """A move that is not allowed. ``status`` is the HTTP status that says the same."""

    def __init__(self, code: str, reason: Reason, status: int = 409) -> None:
        super().__init__(f"{code}: {reason.en}")
        self.code = code
        self.reason = reason
        self.status = status


_TEXTS: dict[str, tuple[int, str, str]] = {
    "unknown-group": (404, "Không có nhóm thủ tục {0}.", "There is no group {0}."),
    "unknown-counter": (404, "Không có quầy {0}.", "There is no counter {0}."),
    "unknown-zone": (404, "Không có khu vực {0}.", "There is no zone {0}."),
    "unknown-department": (404, "Không có cơ quan {0}.", "There is no department {0}."),
    "unknown-ticket": (404, "Không tìm thấy vé này hôm nay.", "There is no such ticket today."),
    "unknown-alert": (404, "Không có lời gọi nhân viên này.", "There is no such call for staff."),
    "group-closed": (
        409,
        "Nhóm này hiện chưa nhận. {0}",
        "This group is not taking tickets now. {0}",
    ),
    "cap-reached": (
        409,
        "Hôm nay nhóm này đã hết số {0}",
        "This group has no numbers left today {0}",
    ),
    "too-late": (
        409,
        "Đã quá giờ lấy số của buổi này. {0}",
        "It is past the last ticket of this session. {0}",
    ),
    "series-exhausted": (
        409,
        "Dải số {0} đã dùng hết hôm nay. Mời đến bàn Hướng dẫn.",
        "Series {0} has no numbers left today. Please see the Help desk.",
    ),
    "counter-closed": (
        409,
        "Quầy {0} đang đóng. Mở quầy trước.",
        "Counter {0} is closed. Open it first.",
    ),
    "counter-paused": (
        409,
        "Quầy {0} đang tạm dừng. Làm việc lại trước.",
        "Counter {0} is paused. Resume it first.",
    ),
    "counter-busy": (
        409,
        "Quầy {0} đang có số {1}. Kết thúc hoặc tạm giữ số đó trước.",
        "Counter {0} has number {1}. Finish or park it first.",
    ),
    "nobody-here": (
        409,
        "Quầy {0} chưa gọi ai.",
        "Nobody is at counter {0}.",
    ),
    "wrong-state": (
        409,
        "Số {0} {1}, không làm được việc này.",
        "Number {0} is {1}; this move is not possible.",
    ),
    "nothing-to-undo": (
        409,
        "Không có thao tác nào của quầy {0} trong {1} giây qua để hoàn tác.",
        "Counter {0} made no move in the last {1} seconds that can be undone.",
    ),
    "already-waiting": (
        409,
        "Hôm nay Ông/Bà đã có số {0} cho nhóm này. Mất vé thì bàn Hướng dẫn in lại.",
        "You hold number {0} for this group today. The Help desk prints a lost slip again.",
    ),
    "of-another-counter": (
        403,
        "Số {0} không thuộc nhóm của quầy {1}. Hãy nhờ người điều hành hoặc chuyển số.",
        "Number {0} is not of the groups of counter {1}. Ask a supervisor, or have it transferred.",
    ),
    "reason-needed": (422, "Cần nêu lý do.", "A reason is needed."),
    "skills-empty": (
        422,
        "Quầy {0} phải nhận hoặc giúp ít nhất một nhóm.",
        "Counter {0} must serve or help at least one group.",
    ),
    "slot-not-today": (
        422,
        "Giờ hẹn phải nằm trong một buổi làm việc của hôm nay.",
        "The appointment must lie in one of today's sessions.",
    ),
    "until-not-today": (
        422,
        "Giờ mở lại phải là một giờ sắp tới của hôm nay.",
        "The moment of opening again must be still to come today.",
    ),
    "announcement-empty": (
        422,
        "Cần nhập nội dung thông báo.",
        "The announcement needs some words.",
    ),
    "announced-until": (
        422,
        "Giờ kết thúc thông báo phải là một giờ sắp tới của hôm nay.",
        "The announcement must end at a moment still to come today.",
    ),
    "transfer-target": (
        422,
        "Chuyển đến đúng một nơi: một nhóm hoặc một quầy.",
        "Transfer to exactly one place: a group or a counter.",
    ),
    "not-served-yet": (
        409,
        "Chỉ đánh giá được sau khi được phục vụ.",
        "You can rate only after you were served.",
    ),
    "already-rated": (
        409,
        "Vé này đã được đánh giá. Mỗi vé đánh giá một lần.",
        "This ticket was rated. One rating per ticket.",
    ),
    "rating-over": (
        409,
        "Không còn đánh giá vé này tại quầy được nữa; xin đánh giá trên điện thoại.",
        "This ticket can no longer be rated at the counter; use the phone page.",
    ),
    "unknown-media": (
        404,
        "Không có ảnh hoặc phim này.",
        "There is no such picture or film.",
    ),
    "bad-dossier-code": (
        422,
        "Mã hồ sơ không đúng: nhập như trên giấy hẹn, ví dụ H24.12-260918-0042.",
        "This is no dossier code: type it as on the receipt, such as H24.12-260918-0042.",
    ),
    "unknown-case": (
        404,
        "Chưa có lượt phục vụ nào được ghi cho mã hồ sơ này.",
        "No visit is recorded for this dossier.",
    ),
    "unknown-feedback": (404, "Không có phản ánh nào mang mã này.", "No feedback has this code."),
    "feedback-empty": (422, "Xin ghi nội dung.", "Please write something."),
    "feedback-state": (
        409,
        "Phản ánh này không còn ở bước đó. Tải lại trang.",
        "This feedback is no longer at that step. Load the page again.",
    ),
    "not-leased": (
        409,
        "Số {0} không thuộc dải số dự phòng của máy này cho ngày đó.",
        "Number {0} is not in this kiosk's lease for that day.",
    ),
    "number-taken": (
        409,
        "Số {0} hoặc mã của vé đã có vé khác dùng.",
        "Number {0}, or the ticket's id or key, belongs to another ticket.",
    ),
    "issued-in-future": (
        422,
        "Giờ lấy số nằm ở tương lai: kiểm tra đồng hồ của máy lấy số.",
        "The time of issue lies in the future: check the kiosk's clock.",
    ),
    "bad-key": (422, "Mã vé không đúng dạng.", "The ticket's key is malformed."),
    "unknown-kiosk": (404, "Không có máy lấy số {0}.", "There is no kiosk {0}."),
    "kiosk-offline": (
        409,
        "Máy {0} đang mất kết nối. Chọn máy khác.",
        "Kiosk {0} is not connected. Choose another one.",
    ),
    "kiosk-no-paper": (
        409,
        "Máy {0} đang không in được. Chọn máy khác hoặc xem lại giấy.",
        "Kiosk {0} cannot print now. Choose another one, or look at its paper.",
    ),
    "idempotency-conflict": (
        409,
        "Khóa này đã dùng cho một yêu cầu khác. Dùng khóa mới.",
        "This key was used for another request. Use a new key.",
    ),
    **booking_texts.TEXTS,
    **desk_texts.TEXTS,
    **device_texts.TEXTS,
}


STATES = {
    "waiting": ("đang chờ", "waiting"),
    "called": ("đang được gọi", "being called"),
    "serving": ("đang được phục vụ", "being served"),
    "served": ("đã phục vụ xong", "already served"),
    "parked": ("đang tạm giữ", "parked"),
    "no_show": ("đã ghi vắng", "marked as no-show"),
    "left": ("đã bỏ số", "given up"),
    "expired": ("đã hết hạn", "expired"),
    "transferred": ("đã chuyển", "transferred"),
    "withdrawn": ("đã thu hồi", "withdrawn"),
}
"""The states of a leg in both languages."""


def wrong_state(number: int, state: str) -> Refused:
    """The refusal of a move that the state of a ticket does not allow."""
    status, vi, en = _TEXTS["wrong-state"]
    vi_state, en_state = STATES[state]
    reason = Reason(vi.format(number, vi_state), en.format(number, en_state))
    return Refused("wrong-state", reason, status)


def refuse(code: str, *values: object, detail: Reason | None = None) -> Refused:
    """The refusal for a known ``code``; ``detail`` fills the text in each language."""
    status, vi, en = _TEXTS[code]
    if detail is not None:
        return Refused(
            code, Reason(vi.format(detail.vi).strip(), en.format(detail.en).strip()), status
        )
    return Refused(code, Reason(vi.format(*values), en.format(*values)), status)
