# SPDX-License-Identifier: MIT
"""A certificate authority of one test's own, and certificates of it: good,
expired, for another host; and one that nobody vouches for."""
import os
import shutil
import subprocess
import tempfile

CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes")
HERE = "IP:127.0.0.1,DNS:localhost"


class Authority:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tapewatch-tls-")
        self.file = self.path("ca.pem")
        self.openssl("req", "-x509", *CURVE, "-keyout", self.path("ca.key"),
                     "-out", self.file, "-days", "2", "-subj", "/CN=Test CA")

    def path(self, name):
        return os.path.join(self.folder, name)

    def openssl(self, *words):
        subprocess.run(["openssl", *words], check=True, capture_output=True)

    def certificate(self, name, names=HERE, days=2):
        """(certificate, key) signed by the authority."""
        key, request, out, more = (self.path(name + end) for end in
                                   (".key", ".csr", ".pem", ".ext"))
        self.openssl("req", *CURVE, "-keyout", key, "-out", request, "-subj",
                     "/CN=" + name)
        with open(more, "w", encoding="utf-8") as f:
            f.write("subjectAltName=%s\n" % names)
        self.openssl("x509", "-req", "-in", request, "-CA", self.file,
                     "-CAkey", self.path("ca.key"), "-CAcreateserial",
                     "-days", str(days), "-extfile", more, "-out", out)
        return out, key

    def self_signed(self):
        key, out = self.path("self.key"), self.path("self.pem")
        self.openssl("req", "-x509", *CURVE, "-keyout", key, "-out", out,
                     "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                     "subjectAltName=" + HERE)
        return out, key

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def is_there():
    return shutil.which("openssl") is not None
