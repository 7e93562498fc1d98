"""What goes through the pipes between the program and the keyring's own process: a question and its answer, as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum

from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.ports import VaultReason, VaultTrouble


class Task(Enum):
    READ = "read"
    WRITE = "write"
    FORGET = "forget"
    TRY = "try"


@dataclass(frozen=True, slots=True)
class Question:
    """``key``: the one to write or to try with, else empty."""

    task: Task
    username: str
    key: ApiKey = ApiKey("")


def question_line(question: Question) -> str:
    return json.dumps([question.task.value, question.username, question.key.reveal()])


def question_from(line: str) -> Question:
    task, username, key = json.loads(line)
    return Question(Task(task), username, ApiKey(key))


def answer_line(answer: ApiKey | VaultTrouble | None) -> str:
    if isinstance(answer, VaultTrouble):
        return json.dumps([answer.reason.value, answer.detail])
    return json.dumps(answer and answer.reveal())


def answer_from(line: str) -> ApiKey | VaultTrouble | None:
    """Raises ValueError where it is none."""
    answer = json.loads(line)
    match answer:
        case None:
            return None
        case str():
            return ApiKey(answer)
        case [str(reason), str(detail)]:
            return VaultTrouble(VaultReason(reason), detail)
        case _:
            raise ValueError("not an answer")
