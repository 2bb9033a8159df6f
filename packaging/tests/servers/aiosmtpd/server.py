"""A mail server that wants STARTTLS and signing in, and shows by HTTP what it took, as Python reads it.

server.py HTTP_PORT SMTP_PORT CERTIFICATE KEY USER PASSWORD
"""

import email
import email.policy
import http.server
import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

http_port, smtp_port, certificate, key, user, password = sys.argv[1:]
mails = []


class Desk:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        leaves = [part for part in mail.walk() if not part.is_multipart()]
        mails.append(
            {
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "tls": session.ssl is not None,
                "headers": [[name, str(value)] for name, value in mail.items()],
                "defects": [str(defect) for part in mail.walk() for defect in part.defects],
                "parts": [[part.get_content_type(), text(part)] for part in leaves],
            }
        )
        return "250 OK"


def text(part):
    content = part.get_content()
    return content if isinstance(content, str) else content.decode()


class Window(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(mails).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass


def sign_in(server, session, envelope, mechanism, data):
    right = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=right, handled=False)


context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
Controller(
    Desk(),
    hostname="127.0.0.1",
    port=int(smtp_port),
    tls_context=context,
    require_starttls=True,
    auth_required=True,
    authenticator=sign_in,
).start()
http.server.ThreadingHTTPServer(("127.0.0.1", int(http_port)), Window).serve_forever()
