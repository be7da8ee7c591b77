"""A mail server for tests: takes messages on a free port of 127.0.0.1 and writes what a mail program would read in them.

It prints its port, then writes each message as DIR/N.json before it answers that it has it. It ends with its standard input.
Recipients "refused@..." get 550, "later@..." 451. `--user NAME PASSWORD` asks for a sign-in.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Mailbox:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 No such mailbox here"
        if address.startswith("later@"):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        raw = envelope.original_content
        message = email.message_from_bytes(raw, policy=email.policy.default)
        # Lines as a mail program shows them, whatever ends them on the way.
        parts = {
            part.get_content_type(): part.get_content().replace("\r\n", "\n")
            for part in message.walk()
            if not part.is_multipart()
        }
        self.count += 1
        path = os.path.join(self.folder, f"{self.count}.json")
        with open(path + ".part", "w", encoding="utf-8") as file:
            json.dump(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "encrypted": server.transport.get_extra_info("ssl_object") is not None,
                    "authenticated": session.authenticated,
                    "headers": [[name, str(value)] for name, value in message.items()],
                    "defects": [repr(defect) for part in message.walk() for defect in part.defects],
                    "text": parts.get("text/plain"),
                    "html": parts.get("text/html"),
                    "longest_line": max(len(line) for line in raw.split(b"\r\n")),
                },
                file,
            )
        os.rename(path + ".part", path)
        return "250 OK"


async def main():
    # It warns that a sign-in in the clear is unwise: that is what one test is about.
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user", nargs=2)
    options = parser.parse_args()

    context = None
    if options.tls != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)

    def authenticate(server, session, envelope, mechanism, data):
        given = [data.login.decode(), data.password.decode()]
        return AuthResult(success=given == options.user, handled=False)

    mailbox = Mailbox(options.folder)

    def connection():
        return SMTP(
            mailbox,
            hostname="mail.test",
            tls_context=context if options.tls == "starttls" else None,
            require_starttls=options.tls == "starttls",
            authenticator=authenticate,
            auth_required=options.user is not None,
            auth_require_tls=False,
        )

    server = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", 0, ssl=context if options.tls == "tls" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    os._exit(0)


asyncio.run(main())
