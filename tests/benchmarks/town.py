"""A town of customers that never were: names in three scripts, phones of real shape; the same for the same number.

Few names are common and many are rare, as in any town.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from kiosk_app.domain.customer import Customer, Details


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_FIRST = _each(
    "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan"
    " Joseph Jessica Thomas Sarah Charles Karen José Zoë Anna Sophie Lukas Emma Noah Mia Élodie Björn"
    " Søren Łukasz Anaïs Chloé Marta"
)
_LAST_BEGIN = _each(
    "Smi Joh Bro Wil Mül Schmi Gar Mar Lop Gon Han And Tho Jack Whi Har Rob Wal You Al Ki Wri Sco Tor Ngu"
)
_LAST_END = _each(
    "th nson wn liams ler dt cia tinez ez zalez sen erson mas te ris ert ker ng len dge ght tt res yen berg"
)
_KOREAN_LAST = _each("김 김 김 김 이 이 이 박 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍 남궁")
_KOREAN_GIVEN = _each("민 서 지 준 현 우 예 은 하 윤 수 연 도 시 주 원 채 아 건 성 진 영 재 승 유 혜 경 미 정 호")
_JAPANESE_LAST = _each(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 サトウ たなか スズキ やまもと 木村 清水 斎藤 松本"
)
_JAPANESE_GIVEN = _each(
    "太郎 花子 健 陽菜 さくら ハルト 美咲 大翔 結衣 蓮 葵 ゆい リク 愛 翔太 七海 拓海 楓 直樹 真由美"
)
_HOSTS = _each("gmail.com naver.com outlook.com yahoo.co.jp gmx.de daum.net example.org")
_NOTES = (
    "likes window seats",
    "oat milk",
    "birthday in May",
    "알레르기 견과류",
    "no sugar",
    "regular on Fridays",
    "カフェラテ",
    "dog named Max",
)


def town(count: int, seed: int = 6) -> Iterator[Customer]:
    """So many customers."""
    random = Random(seed)
    for number in range(count):
        name, phone = random.choices((_latin, _korean, _japanese), (40, 45, 15))[0](random)
        email = f"{_mailbox(random)}{number % 9973}@{random.choice(_HOSTS)}" if random.random() < 0.6 else ""
        member = f"M{number:07}" if random.random() < 0.4 else ""
        note = random.choice(_NOTES) if random.random() < 0.1 else ""
        yield Customer(f"{random.getrandbits(64):016x}", Details(name, phone, email, member, note=note))


def _latin(random: Random) -> tuple[str, str]:
    first = _FIRST[_rather_low(random, len(_FIRST))]
    last = _LAST_BEGIN[_rather_low(random, len(_LAST_BEGIN))] + random.choice(_LAST_END)
    shapes: tuple[Callable[[], str], ...] = (
        lambda: f"+1 {random.randint(201, 989)}-{random.randint(200, 999)}-{random.randint(0, 9999):04}",
        lambda: f"+44 7{random.randint(100, 999)} {random.randint(0, 999999):06}",
        lambda: f"+49 151 {random.randint(10000000, 99999999)}",
    )
    return f"{first} {last}", random.choice(shapes)()


def _korean(random: Random) -> tuple[str, str]:
    given = "".join(_KOREAN_GIVEN[_rather_low(random, len(_KOREAN_GIVEN))] for _ in range(2))
    return random.choice(_KOREAN_LAST) + given, f"010-{random.randint(2000, 9999)}-{random.randint(0, 9999):04}"


def _japanese(random: Random) -> tuple[str, str]:
    name = f"{random.choice(_JAPANESE_LAST)} {random.choice(_JAPANESE_GIVEN)}"
    return name, f"+81 90-{random.randint(1000, 9999)}-{random.randint(0, 9999):04}"


def _mailbox(random: Random) -> str:
    return (random.choice(_LAST_BEGIN) + random.choice(_LAST_END)).lower().replace("ü", "ue")


def _rather_low(random: Random, below: int) -> int:
    """The first of a list more often than the last: the middle one of each half is a quarter and a half as common."""
    return int(below * random.random() ** 2)
