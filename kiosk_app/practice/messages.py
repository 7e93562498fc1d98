"""What the service says when it refuses: a code, and a message in English or Korean, in the vendor's style.

It knows no rule and refuses to be clever: every sentence is one line here. The codes are our own: the vendor
documents only that 0 is success and anything else an error.
"""

from __future__ import annotations

from enum import Enum


class Language(Enum):
    """The languages that messages come in."""

    ENGLISH = "en"
    KOREAN = "ko"


class Reason(Enum):
    """Why a request was refused: its code, then the sentence in both languages; ``{}`` is the field or value."""

    FIELD_MISSING = (1001, "{} is required.", "{} 값은 필수입니다.")
    FIELD_UNKNOWN = (1002, "{} is not a known parameter.", "{} 값은 알 수 없는 파라미터입니다.")
    NOT_AN_INTEGER = (1003, "{} must be an integer.", "{} 값은 정수여야 합니다.")
    NOT_A_STRING = (1004, "{} must be a string.", "{} 값은 문자열이어야 합니다.")
    NOT_YES_OR_NO = (1005, "{} must be Y or N.", "{} 값은 Y 또는 N이어야 합니다.")
    NOT_A_DATE = (1006, "{} must be a date (YYYY-MM-DD).", "{} 값은 날짜(YYYY-MM-DD)여야 합니다.")
    NOT_A_DOMAIN = (1007, "{} must be a registered link domain.", "{} 값은 등록된 링크 도메인이어야 합니다.")
    DATES_REVERSED = (1008, "endYmd is earlier than strtYmd.", "endYmd가 strtYmd보다 빠릅니다.")
    END_TOO_FAR = (
        1009,
        "The expiration date can be set up to 5 years from today.",
        "만료일은 오늘부터 최대 5년까지 설정할 수 있습니다.",
    )
    COUNT_OUT_OF_RANGE = (1010, "{} is out of range.", "{} 값이 범위를 벗어났습니다.")
    CARD_UNKNOWN = (2001, "The stamp card does not exist.", "존재하지 않는 스탬프 카드입니다.")
    STAMP_UNKNOWN = (2002, "The stamp does not exist.", "존재하지 않는 스탬프입니다.")
    STAMP_INACTIVE = (2003, "The stamp is not active.", "비활성화된 스탬프입니다.")
    STAMP_NOT_BEGUN = (2004, "The stamp is not valid yet.", "아직 사용할 수 없는 스탬프입니다.")
    STAMP_EXPIRED = (2005, "The stamp has expired.", "유효기간이 만료된 스탬프입니다.")
    STAMP_REDEEMED = (2006, "The stamp's reward has already been used.", "이미 혜택을 사용한 스탬프입니다.")
    STAMP_FULL = (2007, "All stamps have already been collected.", "이미 모든 스탬프를 적립했습니다.")
    STAMP_EMPTY = (2008, "There are no stamps to remove.", "회수할 스탬프가 없습니다.")
    KEY_REFUSED = (9001, "The API key is not valid.", "API 키가 올바르지 않습니다.")
    REFUSED = (9002, "The request was refused.", "요청이 거절되었습니다.")
    TRY_LATER = (9003, "The request could not be processed.", "요청을 처리하지 못했습니다.")

    @property
    def code(self) -> int:
        """The number that goes into the envelope; never 0."""
        return self.value[0]

    def say(self, language: Language, what: str = "") -> str:
        """The sentence, about this field or value."""
        _, english, korean = self.value
        return (korean if language is Language.KOREAN else english).format(what)


class Refused(Exception):
    """A rule said no. Ends the call's transaction and becomes an envelope with this reason's code."""

    def __init__(self, reason: Reason, what: str = "") -> None:
        super().__init__(reason.name, what)
        self.reason = reason
        self.what = what


def language_of(accept_language: str) -> Language:
    """Korean where the most wanted tag of an Accept-Language header is Korean, else English (RFC 9110, 12.5.4)."""
    best, best_weight = "", 0.0
    for part in accept_language.split(","):
        tag, _, weight_text = part.strip().partition(";")
        weight = _weight(weight_text)
        if tag and weight > best_weight:
            best, best_weight = tag.strip().lower(), weight
    return Language.KOREAN if best == "ko" or best.startswith("ko-") else Language.ENGLISH


def _weight(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    digits = number.strip()
    return float(digits) if digits.replace(".", "", 1).isdecimal() and digits.isascii() else 0.0
