"""What is said when the guidance desk cannot do something: status, Vietnamese, English."""

from __future__ import annotations

TEXTS: dict[str, tuple[int, str, str]] = {
    "readmit-over": (
        409,
        "Số {0} đã quá lượt hơn {1} phút, không nhận lại được. Mời lấy số mới.",
        "Number {0} missed its call more than {1} minutes ago. Please take a new number.",
    ),
    "unknown-outcome": (
        422,
        "Không có kết quả nào tên là {0} trong danh sách của trung tâm.",
        "The centre's list has no outcome {0}.",
    ),
    "unknown-procedure": (404, "Không có thủ tục {0}.", "There is no procedure {0}."),
    "officer-not-seated": (
        409,
        "{0} hiện không ngồi ở quầy nào đang mở. Hãy chuyển đến nhóm hoặc quầy.",
        "{0} is at no open counter now. Transfer to a group or a counter instead.",
    ),
    "leg-same-group": (
        422,
        "Công dân đang ở nhóm {0}. Việc tiếp theo phải thuộc nhóm khác; cùng nhóm thì ghi thêm "
        "số hồ sơ.",
        "The citizen is in group {0} already. A further leg is for another group; for the same "
        "one, say how many dossiers.",
    ),
    "back-not-today": (
        422,
        "Giờ quay lại phải là một giờ sắp tới của hôm nay.",
        "The time of return must be still to come today.",
    ),
    "called-elsewhere": (
        409,
        "Quầy {0} vừa gọi số {1} ở một màn hình khác. Chưa làm gì thêm.",
        "Counter {0} has just called number {1} on another screen. Nothing more was done.",
    ),
    "done-elsewhere": (
        409,
        "Lượt này ở quầy {0} vừa kết thúc ở một màn hình khác. Chưa làm gì thêm.",
        "This visit at counter {0} has just ended on another screen. Nothing more was done.",
    ),
    "no-show-early": (409, "Chưa ghi vắng được. {0}", "Too early for a no-show. {0}"),
}
