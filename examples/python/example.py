"""A program that works with colleagues: it asks a question with a report beside it, answers, and finds its words again.

    pip install -r requirements.txt
    openapi-python-client generate --meta none --path ../../docs/api/openapi.json --output-path ruche_client
    RUCHE_URL=https://ruche.example RUCHE_TOKEN=… python example.py

The package `ruche_client` is generated from the description of the API: mypy refuses an address, a field or a word that is not there.
"""

import json
import os
import time
from collections.abc import Iterator
from io import BytesIO
from typing import TypeVar
from uuid import uuid4

from ruche_client import AuthenticatedClient
from ruche_client.api.comments import comments_accept, comments_publish
from ruche_client.api.files import files_content, files_send
from ruche_client.api.members import members_me
from ruche_client.api.posts import posts_list, posts_publish, posts_show
from ruche_client.api.reactions import reactions_react
from ruche_client.api.search import search_show
from ruche_client.api.topics import topics_follow
from ruche_client.models import (
    AttachedFile,
    FilesSendBody,
    Found,
    NewComment,
    NewPost,
    NewReaction,
    Post,
    Problem,
)
from ruche_client.types import UNSET, File, Unset

T = TypeVar("T")


class Refused(Exception):
    """Why something was not done, with its stable code."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.title}")
        self.code = problem.code


def must(answer: T | Problem | None) -> T:
    """What was asked for, or the problem as an exception."""
    if isinstance(answer, Problem):
        raise Refused(answer)
    if answer is None:
        raise RuntimeError("an answer that is not described")
    return answer


def done(answer: Problem | object | None) -> None:
    """The same for what answers nothing."""
    if isinstance(answer, Problem):
        raise Refused(answer)


def key() -> str:
    """One key for one thing to make: whoever asks again after a lost answer makes it once."""
    return str(uuid4())


def posts(api: AuthenticatedClient) -> Iterator[Post]:
    """Every post that one reads, the newest first, page by page."""
    after: str | Unset = UNSET
    while True:
        page = must(posts_list.sync(client=api, after=after))
        yield from page.items
        if not page.next_:
            return
        after = page.next_


def find(api: AuthenticatedClient, words: str) -> Found:
    """Asks until something is found: what was just published is found within two seconds."""
    for _ in range(40):
        for group in must(search_show.sync(client=api, q=words)).groups:
            for found in group.items:
                return found
        time.sleep(0.25)
    raise RuntimeError(f"nothing is found of “{words}”")


def main() -> None:
    api = AuthenticatedClient(base_url=os.environ["RUCHE_URL"], token=os.environ["RUCHE_TOKEN"])
    me = must(members_me.sync(client=api))
    sheet = File(payload=BytesIO("semaine;pièces\n47;12\n48;31\n".encode()), file_name="rebuts.csv", mime_type="text/csv")
    report = must(files_send.sync(client=api, body=FilesSendBody(file=sheet), idempotency_key=key()))
    question = NewPost(
        format_="question",
        heading="D’où viennent les rebuts de la semaine 48 ?",
        body="Le relevé est joint. #qualité",
        files=[AttachedFile(id=report.id)],
    )
    one = key()
    asked = must(posts_publish.sync(client=api, body=question, idempotency_key=one))
    again = must(posts_publish.sync(client=api, body=question, idempotency_key=one))

    text = NewComment(body="Du **moule 7**, changé mardi.")
    answer = must(comments_publish.sync(asked.id, client=api, body=text, idempotency_key=key()))
    done(comments_accept.sync(answer.id, client=api))
    reactions = must(reactions_react.sync(f"comment:{answer.id}", client=api, body=NewReaction(kind="useful")))
    # A topic is known by its key, which has neither accents nor capitals.
    done(topics_follow.sync("qualite", client=api))

    read = [post.id for post in posts(api)]
    found = find(api, "rebuts semaine 48")
    content = must(files_content.sync(report.id, client=api)).payload.read()
    settled = must(posts_show.sync(asked.id, client=api))
    refused = posts_publish.sync(client=api, body=NewPost(body=""))

    print(
        json.dumps(
            {
                "me": me.member.name,
                "question": asked.id,
                "again": again.id,
                "answer": settled.answer,
                "reaction": reactions.own,
                "listed": asked.id in read,
                "found": found.subject,
                "file": content.decode(),
                "refused": refused.code if isinstance(refused, Problem) else None,
            }
        )
    )


if __name__ == "__main__":
    main()
