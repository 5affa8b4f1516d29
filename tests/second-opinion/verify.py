#!/usr/bin/env python3
"""A second verifier for Snowmelt dossiers.

Written from docs/formats/dossier.md and docs/formats/ledger.md alone, without a look at the first one:
where the two disagree, the text or one of them is wrong. Numbers in comments are sections of dossier.md;
"ledger" is ledger.md. Needs Python 3.9 and the `openssl` command (3.0 or later).

    verify.py DIR|ZIP ...       one line a problem; exit 0 verified, 3 incomplete, 20 failed (the worst of all)
    verify.py --outcomes DIR .. also prints one line `outcome<TAB>DIR` for each
"""
import base64
import datetime
import hashlib
import json
import math
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

LOCALES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "locales")
STYLE = "9e8a638342314d863541869588933687454e545f0b7a981e8522f1a3100ad56e"
VERIFY_TXTS = [
    "1c434aaeb4d17877370e6e8f691ff70b5a6e173e563fdcd28a522853f9f3cff7",
    "7c8a39dc61d88f96f5faacf605a62ac521b80b3f2e0a6d550c7f2642b2046845",
    "3f665ac26f582bb39697bc4aaad313e632ad158d438838f47edd589b31d64db7",
]
README_TXT = "c52a1be2d40b2274aea399dcece2f85854254fc64302fb652b76c7cc323f27e1"
CONTEXT = (
    '["https://w3id.org/ro/crate/1.2/context",{"kind":"urn:snowmelt:1:kind","opened":{"@id":"urn:snowmelt:1:opened",'
    '"@type":"@json"},"place":"urn:snowmelt:1:place","proof":{"@id":"urn:snowmelt:1:proof","@type":"@id"},'
    '"tool":"urn:snowmelt:1:tool"}]'
)
LANG = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
NUM = r"(?:0|[1-9][0-9]*)"
POS = r"[1-9][0-9]*"
LIMIT = 256 * 1024 * 1024

# Section 4: kind of entry -> (kind of item, letter, heading, JSON-LD type, leads on by)
KINDS = {
    "exhibit.add": ("exhibit", "E", "/title", "CreativeWork", []),
    "source.set": ("source", "S", "/name", "CreativeWork", [r"/exhibit"]),
    "claim.accept": ("claim", "C", "/statement/<lang>", "Claim", [r"/exhibit"]),
    "incident.set": ("incident", "I", "/title/<lang>", "Event", [r"/claims/\d"]),
    "figure.set": ("figure", "N", "/words/<lang>", "Observation", [r"/claim", r"/inputs/\d"]),
    "judgement.set": ("judgement", "J", "/text/<lang>", "OpinionNewsArticle", [r"/claims/\d"]),
    "finding.set": ("finding", "F", "/statement/<lang>", "Observation", [r"/exhibit"]),
    "hypothesis.set": ("hypothesis", "H", "/text/<lang>", "Claim", []),
    "assessment.set": ("assessment", "A", "/analyst", "Review", [r"/evidence"]),
    "weighing.set": ("weighing", "W", "/reason", "Review", [r"/evidence/\d/evidence"]),
    "outcome.set": ("outcome", "O", "/text/<lang>", "Claim", [r"/claims/\d"]),
    "erratum.set": ("erratum", "B", "/reason/<lang>", "CorrectionComment", []),
    "person.set": ("person", "P", "/name/<lang>", "Person", [r"/claims/\d"]),
    "text.set": ("text", "T", None, None, []),
}
# Section 4: named references, by pointer, and the kind that they lead to
NAMED = [
    (r"/exhibit", "exhibit"),
    (r"/source|/accordingTo/\d|/reliesOn/\d", "source"),
    (r"/claim|/claims/\d|/alternatives/\d/claims/\d", "claim"),
    (r"/inputs/\d", "figure"),
]
NAMED_TEXT = [
    (r"/sections/\d/blocks/\d/sentences/\d/figures/\d", "figure"),
    (r"/sections/\d/blocks/\d/sentences/\d/persons/\d", "person"),
]
ENDINGS = {
    "application/json": "json",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/zip": "zip",
    "audio/mpeg": "mp3",
    "image/jpeg": "jpg",
    "image/png": "png",
    "text/csv": "csv",
    "text/html": "html.txt",
    "text/markdown": "md",
    "text/plain": "txt",
    "video/mp4": "mp4",
}

RTL_LANGUAGES = "ar arc ckb dv fa he ps sd syr ug ur yi".split()
RTL_SCRIPTS = "arab hebr syrc thaa nkoo rohg".split()


class Bad(Exception):
    """A rule is broken; the text says which."""


def need(truth, message):
    if not truth:
        raise Bad(message)


def shape(pattern):
    """A pattern of pointers, where \\d stands for a list index."""
    return pattern.replace(r"\d", NUM)


def is_like(pattern, text):
    return re.fullmatch(shape(pattern), text) is not None


# ---------------------------------------------------------------- ledger: ground rules


def sha(data):
    return hashlib.sha256(data).digest()


def utf8(data, what):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad(f"{what}: not UTF-8")
    need(not text.startswith("\ufeff"), f"{what}: byte order mark")
    return text


def b64(text, size=None):
    need(isinstance(text, str), "base64: no string")
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Bad("base64: malformed")
    need(base64.b64encode(data).decode() == text, "base64: not strict")
    need(size is None or len(data) == size, "base64: wrong length")
    return data


def number_text(value):
    """A number as ECMAScript prints it."""
    x = float(value)
    need(math.isfinite(x), "a number that is no double")
    if x == 0:
        return "0"
    sign, x = ("-", -x) if x < 0 else ("", x)
    mantissa, _, exponent = f"{x!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))  # value = 0.digits * 10^point
    digits = digits.rstrip("0")
    k = len(digits)
    if k <= point <= 21:
        return sign + digits + "0" * (point - k)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    e = f"{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + digits[0] + ("." + digits[1:] if k > 1 else "") + "e" + e


def utf16(text):
    return text.encode("utf-16-be", "surrogatepass")


def canonical(value):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in sorted(value, key=utf16)) + "}"


def refuse_constant(_):
    raise ValueError("constant")


def read_canonical(text, what):
    try:
        value = json.loads(text, parse_constant=refuse_constant)
        need(canonical(value).encode("utf-8") == text.encode("utf-8"), f"{what}: not canonical JSON")
    except (ValueError, RecursionError, OverflowError):
        raise Bad(f"{what}: not JSON")
    return value


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_day(text):
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        datetime.date(int(text[:4]), int(text[5:7]), int(text[8:]))
        return True
    except ValueError:
        return False


P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
SMALL = {
    0,
    1,
    P - 1,
    2707385501144840649318225287225658788936804267575313519463743609750303402022,
    55188659117513257062467267217118295137698188065244968500265048394206261417927,
}
PREFIX = bytes.fromhex("302a300506032b6570032100")


def is_acceptable(key):
    y = int.from_bytes(key, "little") & (2**255 - 1)
    if y >= P or y in SMALL:
        return False
    return pow((y * y - 1) * (D * y * y + 1), (P - 1) // 2, P) == 1


def pem(key):
    return b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(PREFIX + key) + b"\n-----END PUBLIC KEY-----\n"


judged = {}
scratch = tempfile.TemporaryDirectory()


def put(name, data):
    path = os.path.join(scratch.name, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def openssl(*args):
    ran = subprocess.run(["openssl", *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return ran.returncode, ran.stdout.decode("utf-8", "replace")


def is_signed(key, message, signature):
    if len(signature) != 64:
        return False
    known = (key, sha(message), signature)
    if known not in judged:
        paths = [put("key", pem(key)), put("message", message), put("signature", signature)]
        code, _ = openssl(
            "pkeyutl", "-verify", "-pubin", "-inkey", paths[0], "-rawin", "-in", paths[1], "-sigfile", paths[2]
        )
        judged[known] = code == 0
    return judged[known]


# ---------------------------------------------------------------- ledger: checkpoints, trees, entries


class Checkpoint:
    def __init__(self, data, what):
        text = utf8(data, what)
        need(len(utf16(text)) // 2 <= 65536, f"{what}: too long")
        need(not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text), f"{what}: control character")
        head, gap, tail = text.partition("\n\n")
        need(gap and tail.endswith("\n"), f"{what}: no note")
        lines = head.split("\n")
        need(len(lines) == 3, f"{what}: not three lines")
        self.origin, size, self.root64 = lines
        need(self.origin and not re.search(r"[+\s]", self.origin), f"{what}: origin")
        need(re.fullmatch(NUM, size), f"{what}: size")
        self.size = int(size)
        need(self.size < 2**53, f"{what}: size")
        self.root = b64(self.root64, 32)
        self.text = head + "\n"
        self.signatures = []
        for line in tail[:-1].split("\n"):
            match = re.fullmatch(r"\u2014 ([^ +\s]+) ([^ ]+)", line)
            need(match, f"{what}: signature line")
            data = b64(match[2])
            need(len(data) >= 5, f"{what}: signature too short")
            self.signatures.append((match[1], data))

    def others(self):
        return [name for name, _ in self.signatures if name != self.origin]

    def hold(self, origin, key, what):
        need(self.origin == origin, f"{what}: of another origin")
        ident = sha(origin.encode() + b"\n\x01" + key)[:4]
        mine = [data for name, data in self.signatures if name == origin and data[:4] == ident]
        need(mine, f"{what}: not signed by the log key")
        for data in mine:
            need(is_signed(key, self.text.encode(), data[4:]), f"{what}: signature does not hold")


def node(left, right):
    return sha(b"\x01" + left + right)


def inclusion_root(index, size, leaf, path):
    """RFC 9162, 2.1.3.2."""
    need(index < size, "inclusion: index beyond the size")
    fn, sn, r = index, size - 1, leaf
    for p in path:
        need(sn != 0, "inclusion: too many hashes")
        if fn & 1 or fn == sn:
            r = node(p, r)
            if not fn & 1:
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "inclusion: too few hashes")
    return r


def is_consistent(first, second, root1, root2, path):
    """RFC 9162, 2.1.4.2."""
    if first == second:
        return not path and root1 == root2
    if not 0 < first < second or not path:
        return False
    if first & (first - 1) == 0:
        path = [root1, *path]
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return fr == root1 and sr == root2 and sn == 0


def read_entry(line, what):
    need(isinstance(line, str) and len(line.encode("utf-8", "surrogatepass")) <= 65535, f"{what}: no entry line")
    entry = read_canonical(line, what)
    need(isinstance(entry, dict), f"{what}: no object")
    need(set(entry) - {"x"} == {"v", "seq", "day", "by", "kind", "c"}, f"{what}: members")
    need(is_whole(entry["v"]) and entry["v"] == 1, f"{what}: v")
    need(is_whole(entry["seq"]) and 0 <= entry["seq"] < 2**53, f"{what}: seq")
    need(is_day(entry["day"]), f"{what}: day")
    need(isinstance(entry["by"], str) and re.fullmatch("[0-9a-f]{16}", entry["by"]), f"{what}: by")
    word = "[a-z][a-z-]{0,31}"
    need(isinstance(entry["kind"], str) and re.fullmatch(rf"{word}\.{word}", entry["kind"]), f"{what}: kind")
    b64(entry["c"], 32)
    need("x" not in entry or isinstance(entry["x"], dict), f"{what}: x")
    return entry


def read_genesis(entry):
    x = entry.get("x")
    need(entry["seq"] == 0 and entry["kind"] == "case.genesis", "genesis: another kind")
    need(isinstance(x, dict) and set(x) == {"origin", "device", "log", "case", "passphrase"}, "genesis: members")
    need(isinstance(x["origin"], str) and re.fullmatch(r"snowmelt/[0-9a-f]{32}", x["origin"]), "genesis: origin")
    need(isinstance(x["device"], str) and re.fullmatch("[a-z]", x["device"]), "genesis: device")
    need(isinstance(x["passphrase"], bool), "genesis: passphrase")
    need(is_acceptable(b64(x["log"], 32)) and is_acceptable(b64(x["case"], 32)), "genesis: keys")
    need(entry["by"] == sha(b64(x["log"]))[:8].hex(), "genesis: by")
    return x


def check_record(hashes, leaves, commitment, what):
    """Ledger, "Opening leaves". Gives the leaves as a dict of pointers."""
    need(isinstance(hashes, list) and isinstance(leaves, list), f"{what}: no record proof")
    count = len(hashes)
    need(count >= 16 and count & (count - 1) == 0, f"{what}: number of hashes")
    row = [b64(text, 32) for text in hashes]
    need(all(a < b for a, b in zip(row, row[1:])), f"{what}: hashes do not ascend")
    known, opened, last = set(row), {}, None
    for leaf in leaves:
        need(isinstance(leaf, list) and len(leaf) == 3, f"{what}: leaf")
        salt, pointer, value = leaf
        b64(salt, 16)
        need(isinstance(pointer, str) and re.fullmatch(r"(?:/(?:[^~/]|~[01])*)*", pointer, re.S), f"{what}: pointer")
        need(value == {} or value == [] or not isinstance(value, (dict, list)), f"{what}: leaf is no scalar")
        need(last is None or utf16(last) < utf16(pointer), f"{what}: leaves do not ascend")
        need(sha(b"\0" + canonical(leaf).encode()) in known, f"{what}: leaf {pointer} is not of the record")
        need(pointer.startswith("/value/"), f"{what}: opens {pointer}")  # section 3, rule 5
        last = pointer
        opened[pointer[6:]] = value
    while len(row) > 1:
        row = [node(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    need(row[0] == commitment, f"{what}: root is not the commitment")
    return opened


# ---------------------------------------------------------------- items


class Item:
    def __init__(self, seq, kind, leaves):
        self.seq, self.entry_kind, self.leaves = seq, kind, leaves
        self.kind, self.letter, self.heading, self.type, self.leads = KINDS[kind]
        self.number = None
        self.file = None
        self.spans = {}  # field -> (i, count): texts in parts

    def proof(self):
        return f"proofs/{self.seq}.json"

    def has(self, pointer):
        return pointer in self.leaves or pointer in self.spans

    def refers(self, pointer):
        """Which kind an opened leaf refers to: a kind, "any", or None when it is no reference."""
        for pattern, kind in NAMED_TEXT if self.kind == "text" else NAMED:
            if is_like(pattern, pointer):
                return kind
        if pointer == "/uid" or pointer.startswith("/spans/"):
            return None
        value = self.leaves.get(pointer)
        return "any" if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{21}[AQgw]", value) else None

    def read_spans(self, what):
        """Section 4, texts in parts."""
        found = {}
        for pointer in self.leaves:
            if pointer.startswith("/spans/"):
                match = re.fullmatch(shape(r"/spans/(\d)/(field|count|parts/\d)"), pointer)
                need(match, f"{what}: {pointer}")
                found.setdefault(int(match[1]), set()).add(match[2])
        for i, names in found.items():
            field, count = self.leaves.get(f"/spans/{i}/field"), self.leaves.get(f"/spans/{i}/count")
            need(isinstance(field, str), f"{what}: parts without field")
            need(is_whole(count) and 1 <= count <= 100000, f"{what}: parts without count")
            need(field not in self.leaves and field not in self.spans, f"{what}: {field} is opened twice")
            for name in names - {"field", "count"}:
                need(int(name[6:]) < count, f"{what}: part beyond the count")
                need(isinstance(self.leaves[f"/spans/{i}/{name}"], str), f"{what}: a part is no text")
            self.spans[field] = (i, count)


class Earlier:
    """An entry that tells of an earlier dossier: no item."""

    def __init__(self, seq, leaves):
        self.seq, self.leaves, self.withdrawal = seq, leaves, None


def indices(pattern, leaves):
    """Pointers that are like the pattern, by the numbers in them."""
    return sorted((p for p in leaves if is_like(pattern, p)), key=numbers)


def numbers(pointer):
    return [int(part) for part in pointer.split("/") if re.fullmatch(NUM, part)]


def leaf_text(value):
    return value if isinstance(value, str) else canonical(value)


# ---------------------------------------------------------------- the dossier


class Dossier:
    def __init__(self, path):
        self.path = path
        self.problems, self.incomplete = [], []
        self.files, self.unreadable = {}, set()
        self.info, self.items, self.pages = {}, [], []

    def problem(self, check, message):
        self.problems.append(f"{check}: {message}")

    def attempt(self, check, *work):
        """Runs parts of a check; a broken rule becomes a problem. True when all held."""
        held = True
        for part in work:
            try:
                part()
            except Bad as bad:
                held = False
                self.problem(check, str(bad))
            except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as fault:
                held = False
                self.problem(check, f"malformed ({type(fault).__name__}: {fault})")
        return held

    def verify(self):
        """Section 10."""
        try:
            if not self.read():
                return self.outcome()
        except OSError as fault:
            self.incomplete.append(f"cannot be opened: {fault}")
            return self.outcome()
        self.attempt("bag", self.check_manifests, self.check_fixed)
        self.attempt("bag", self.check_info)
        foreign = re.fullmatch(POS, self.info.get("Snowmelt-Format", "")) and self.info["Snowmelt-Format"] != "1"
        if foreign:
            self.incomplete.append(f"format {self.info['Snowmelt-Format']}")
        hard = [p for p in self.unreadable if not re.match(r"data/exhibits/|verify\.(mjs|html)$", p)]
        if hard:
            return self.outcome()
        self.attempt("signature", self.check_signature)
        if foreign:
            return self.outcome()
        if not self.attempt("keys", self.check_keys) or not self.attempt("ledger", self.check_ledger):
            return self.outcome()
        if self.attempt("fields", self.read_description):
            self.attempt("fields", self.check_description)
            self.attempt("exhibits", self.check_exhibits, self.check_quotes)
            self.check_pages()
        self.attempt("versions", self.check_versions)
        self.attempt("time", self.check_time)
        return self.outcome()

    def outcome(self):
        return "failed" if self.problems else "incomplete" if self.incomplete else "verified"

    # ------------------------------------------------------------ 1 and 9: reading

    def read(self):
        if os.path.isdir(self.path):
            self.read_dir("")
            return True
        with open(self.path, "rb") as file:
            data = file.read()
        return self.attempt("bag", lambda: self.read_zip(data))

    def read_dir(self, under):
        names = os.listdir(os.path.join(self.path, under))
        if under and not names:
            self.problem("bag", f"{under}: empty folder")
        for name in names:
            path = f"{under}/{name}" if under else name
            full = os.path.join(self.path, path)
            if os.path.islink(full) or not (os.path.isdir(full) or os.path.isfile(full)):
                self.problem("bag", f"{path}: no plain file")
            elif os.path.isdir(full):
                self.read_dir(path)
            else:
                try:
                    need_tag = not path.startswith("data/") and os.path.getsize(full) > LIMIT
                    with open(full, "rb") as file:
                        self.files[path] = b"" if need_tag else file.read()
                    if need_tag:
                        raise OSError("too large")
                except OSError as fault:
                    self.files[path] = b""
                    self.unreadable.add(path)
                    self.incomplete.append(f"{path}: cannot be read ({fault})")

    def read_zip(self, data):
        """Section 9: the archive is written again by the description, and must be the same bytes."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                names = archive.namelist()
                contents = {name: archive.read(name) for name in names}
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, struct.error, OSError) as fault:
            raise Bad(f"zip: {fault}")
        need(names and len(contents) == len(names), "zip: the same name twice")
        top = names[0].split("/")[0] + "/"
        need(all(name.startswith(top) for name in names), "zip: more than one folder")
        self.files = {name[len(top) :]: body for name, body in contents.items()}
        self.top = top[:-1]
        local, central = b"", b""
        for path in sorted(self.files, key=lambda p: p.encode()):
            name, body = (top + path).encode(), self.files[path]
            head = struct.pack("<HHHHIIIHH", 0x0800, 0, 0, 33, zlib.crc32(body), len(body), len(body), len(name), 0)
            central += struct.pack("<IHH", 0x02014B50, 20, 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + name
            local += struct.pack("<IH", 0x04034B50, 20) + head + name + body
        count = len(names)
        end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), len(local), 0)
        need(local + central + end == data, "zip: not written as the format says")

    # ------------------------------------------------------------ check 1: bag

    FIXED = {
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha256.txt.sig",
        "keys/case.pem",
        "keys/log.pem",
        "keys/roles.json",
        "checkpoint",
        "proofs/0.json",
        "proofs/0.tlog-proof",
        "ro-crate-metadata.json",
        "index.html",
        "VERIFY.txt",
        "verify.mjs",
        "data/README.txt",
    }
    FREE = re.compile(
        rf"proofs/{NUM}\.(?:json|tlog-proof)|keys/{POS}\.(?:json|tlog-proof)|index\.{LANG}\.html|verify\.html|time/{POS}\.(?:note|tsr|pem|consistency)"
        rf"|data/exhibits/[A-Z]{POS}\.[a-z0-9.]+"
    )

    def check_manifests(self):
        for path in sorted(self.files):
            if path not in self.FIXED and not self.FREE.fullmatch(path):
                self.problem("bag", f"{path}: does not belong here")
            pair = re.fullmatch(rf"(proofs|keys)/({NUM})\.(json|tlog-proof)", path)
            if pair and f"{pair[1]}/{pair[2]}.{'json' if pair[3] != 'json' else 'tlog-proof'}" not in self.files:
                self.problem("bag", f"{path}: without its pair")
            stamp = re.fullmatch(rf"time/({POS})\.[a-z]+", path)
            if stamp and not all(f"time/{stamp[1]}.{e}" in self.files for e in ("note", "tsr", "pem", "consistency")):
                self.problem("bag", f"{path}: not all four files")
        for path in sorted(self.FIXED - set(self.files)):
            self.problem("bag", f"{path}: missing")
        if len({path.lower() for path in self.files}) != len(self.files):
            self.problem("bag", "paths that differ by case alone")
        named = {}
        for manifest, is_payload in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
            last = b""
            text = utf8(self.files[manifest], manifest)
            need(text.endswith("\n"), f"{manifest}: does not end with a line end")
            for line in text[:-1].split("\n"):
                match = re.fullmatch(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)", line)
                need(match, f"{manifest}: malformed line")
                path = match[2]
                need(last < path.encode(), f"{manifest}: paths do not ascend")
                need(path.startswith("data/") == is_payload, f"{manifest}: {path} belongs in the other")
                last = path.encode()
                named[path] = match[1]
        loose = {"tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig"}
        for path in sorted(set(self.files) | set(named)):
            if path in loose:
                if path in named:
                    self.problem("bag", f"{path}: stands in a manifest")
            elif path not in named:
                self.problem("bag", f"{path}: in no manifest")
            elif path not in self.files:
                self.problem("bag", f"{path}: named and not there")
            elif path not in self.unreadable and sha(self.files[path]).hex() != named[path]:
                self.problem("bag", f"{path}: other bytes than the manifest says")

    def check_fixed(self):
        f = self.files
        need(f["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
        need(f["keys/roles.json"] == b'{"case":"signs dossiers","log":"signs the log"}\n', "keys/roles.json")
        need(sha(f["data/README.txt"]).hex() == README_TXT, "data/README.txt")

    def check_info(self):
        """Section 2, what can be said without proofs."""
        text = utf8(self.files["bag-info.txt"], "bag-info.txt")
        need(text.endswith("\n"), "bag-info.txt: does not end with a line end")
        last = ""
        for line in text[:-1].split("\n"):
            match = re.fullmatch(r"([A-Za-z-]+): (.+)", line)
            need(match, "bag-info.txt: malformed line")
            need(last < match[1], "bag-info.txt: labels do not ascend")
            last = match[1]
            self.info[last] = match[2]
        if self.info.get("Snowmelt-Format") != "1" and re.fullmatch(POS, self.info.get("Snowmelt-Format", "")):
            return
        i = self.info
        labels = (
            "Bag-Software-Agent Bagging-Date External-Identifier Payload-Oxum Snowmelt-Audience Snowmelt-Case Snowmelt-Case-Key"
            " Snowmelt-Format Snowmelt-Log-Key Snowmelt-Origin Snowmelt-Root Snowmelt-Size"
        )
        need(set(i) - {"Source-Organization", "Snowmelt-Version"} == set(labels.split()), "bag-info.txt: labels")
        need(re.fullmatch("[1-9][0-9]{0,5}", i.get("Snowmelt-Version", "1")), "bag-info.txt: Snowmelt-Version")
        need(re.fullmatch(r"snowmelt [A-Za-z0-9.+-]{1,32}", i["Bag-Software-Agent"]), "bag-info.txt: Bag-Software-Agent")
        need(is_day(i["Bagging-Date"]), "bag-info.txt: Bagging-Date")
        need(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", i["Snowmelt-Audience"]), "bag-info.txt: Snowmelt-Audience")
        name = f"{i['Snowmelt-Audience']}-{i['Snowmelt-Size'].zfill(4)}"
        need(i["External-Identifier"] == name, "bag-info.txt: External-Identifier")
        need(getattr(self, "top", name) == name, "zip: the folder has another name")
        payload = [p for p in self.files if p.startswith("data/")]
        oxum = f"{sum(len(self.files[p]) for p in payload)}.{len(payload)}"
        need(self.unreadable.intersection(payload) or i["Payload-Oxum"] == oxum, "bag-info.txt: Payload-Oxum")
        need(i["Snowmelt-Format"] == "1", "bag-info.txt: Snowmelt-Format")
        for role in ("case", "log"):
            label = f"Snowmelt-{role.title()}-Key"
            need(i[label] == sha(self.key(role)).hex(), f"bag-info.txt: {label}")
        text = self.files["VERIFY.txt"].replace(i["Snowmelt-Case-Key"].encode(), b"0" * 64)
        need(sha(text).hex() in VERIFY_TXTS, "VERIFY.txt")

    def key(self, role):
        path = f"keys/{role}.pem"
        lines = self.files[path].split(b"\n")
        need(len(lines) == 4, f"{path}: malformed")
        raw = b64(lines[1].decode("ascii"), 44)[12:]
        need(self.files[path] == pem(raw), f"{path}: malformed")
        return raw

    # ------------------------------------------------------------ checks 2 and 3: signature, keys

    def check_signature(self):
        for role in ("case", "log"):
            need(is_acceptable(self.key(role)), f"keys/{role}.pem: not acceptable")
        signature = self.files["tagmanifest-sha256.txt.sig"]
        need(is_signed(self.key("case"), self.files["tagmanifest-sha256.txt"], signature), "does not hold")

    def check_keys(self):
        self.checkpoint = Checkpoint(self.files["checkpoint"], "checkpoint")
        self.log = self.key("log")
        self.log_keys = [(0, self.log)]
        numbers = sorted(int(p[5:-5]) for p in self.files if re.fullmatch(rf"keys/{POS}\.json", p))
        if numbers:
            # Which key signed what is known from the beginning on only, so the genesis is read by its own key first.
            first = read_canonical(utf8(self.files["proofs/0.json"], "proofs/0.json")[:-1], "proofs/0.json")
            self.log_keys = [(0, b64(read_genesis(read_entry(first["entry"], "proofs/0.json"))["log"], 32))]
        entry, leaves = self.read_proof(0)
        genesis = read_genesis(entry)
        need(not leaves, "genesis: a leaf is opened")
        self.origin = genesis["origin"]
        need(b64(genesis["case"]) == self.key("case"), "the case key is not that of the genesis")
        self.follow_keys(genesis, numbers)
        need(self.log_keys[-1][1] == self.log, "the log key is not that to which the genesis leads")
        self.checkpoint.hold(self.origin, self.log, "checkpoint")
        for name in self.checkpoint.others():
            self.incomplete.append(f"checkpoint: a signature of {name}")
        said = [self.info.get(f"Snowmelt-{label}") for label in ("Origin", "Root", "Size")]
        need(said == [self.origin, self.checkpoint.root64, str(self.checkpoint.size)], "bag-info.txt: another checkpoint")

    def follow_keys(self, genesis, numbers):
        """Section 3a: every change of the keys, in the order of the log."""
        device = genesis["device"]
        known = {sha(b64(genesis["log"]))[:8].hex(): {"device": device, "n": None}}
        for n in numbers:
            what = f"keys/{n}.json"
            entry, leaves = self.read_proof(n, "keys")
            need(not leaves, f"{what}: a leaf is opened")
            kind, x = entry["kind"], dict(entry.get("x", {}))
            sig = x.pop("sig", None)
            need(isinstance(sig, str), f"{what}: no signature")
            text = f"snowmelt roster\n{self.origin}\n{kind}\n{canonical(x)}\n".encode()
            if kind == "key.revoke":
                need(set(x) <= {"key", "n", "reason", "since"} and {"key", "reason"} <= set(x), f"{what}: members")
                need(isinstance(x["key"], str) and re.fullmatch("[0-9a-f]{16}", x["key"]), f"{what}: key")
                need(x["reason"] in ("left", "lost", "compromised"), f"{what}: reason")
                need("n" not in x or (is_whole(x["n"]) and 0 <= x["n"] < 2**53), f"{what}: n")
                need("since" not in x or is_day(x["since"]), f"{what}: since")
                of = known.get(x["key"])
                need(of is not None, f"{what}: a key that was never enrolled")
                need(x["key"] != sha(self.log_keys[-1][1])[:8].hex(), f"{what}: the key that signs now")
                need(of["n"] is None or x.get("n", 0) <= of["n"], f"{what}: counts for more than before")
                of["n"] = x.get("n", of["n"])
            else:
                need(kind in ("key.add", "key.rotate"), f"{what}: another kind")
                members = {"key"} if kind == "key.rotate" else {"key", "role"}
                if kind == "key.add" and x.get("role") == "log":
                    members = {"device", "key", "role"}
                    need(isinstance(x.get("device"), str) and re.fullmatch("[b-z]", x["device"]), f"{what}: device")
                need(set(x) == members and x.get("role", "log") in ("log", "approver"), f"{what}: members")
                need(isinstance(x["key"], str), f"{what}: key")
                key = b64(x["key"], 32)
                name = sha(key)[:8].hex()
                need(is_acceptable(key) and name not in known, f"{what}: key")
                if kind == "key.rotate":
                    self.log_keys.append((n + 1, key))
                else:
                    need(device == "a", f"{what}: not by device a")
                    need("device" not in x or all(of["device"] != x["device"] for of in known.values()), f"{what}: device")
                known[name] = {"device": x.get("device", device if kind == "key.rotate" else None), "n": None}
            need(is_signed(self.key("case"), text, b64(sig, 64)), f"{what}: not signed by the case key")

    def log_at(self, n):
        """The key by which entry n is."""
        return [key for start, key in self.log_keys if start <= n][-1]

    # ------------------------------------------------------------ check 4: ledger

    def read_proof(self, n, folder="proofs"):
        """Section 3, rules 1 to 3 and 5."""
        path = f"{folder}/{n}.json"
        text = utf8(self.files[path], path)
        need(text.endswith("\n"), f"{path}: no line end")
        proof = read_canonical(text[:-1], path)
        need(isinstance(proof, dict) and set(proof) == {"entry", "hashes", "index", "leaves"}, f"{path}: members")
        need(is_whole(proof["index"]) and proof["index"] == n, f"{path}: index")
        entry = read_entry(proof["entry"], path)
        need(entry["seq"] == n, f"{path}: seq")
        need(entry["by"] == sha(self.log_at(n))[:8].hex(), f"{path}: by another key")
        leaves = check_record(proof["hashes"], proof["leaves"], b64(entry["c"]), path)
        path = f"{folder}/{n}.tlog-proof"
        head, gap, rest = utf8(self.files[path], path).partition("\n\n")
        need(gap and rest.encode() == self.files["checkpoint"], f"{path}: another checkpoint")
        lines = head.split("\n")
        need(lines[:2] == ["c2sp.org/tlog-proof@v1", f"index {n}"] and len(lines) <= 55, f"{path}: malformed")
        hashes = [b64(line, 32) for line in lines[2:]]
        root = inclusion_root(n, self.checkpoint.size, sha(b"\0" + proof["entry"].encode()), hashes)
        need(root == self.checkpoint.root, f"{path}: does not include the entry")
        return entry, leaves

    def check_ledger(self):
        self.by_seq, self.by_uid, self.case, self.beacons = {}, {}, None, []
        self.earlier, self.withdrawals = [], []  # section 4a, by number of the entry
        seqs = sorted(int(p[7:-5]) for p in self.files if re.fullmatch(rf"proofs/{POS}\.json", p))
        for n in seqs:
            entry, leaves = self.read_proof(n)
            kind, what = entry["kind"], f"proofs/{n}.json"
            if kind == "case.set":
                need(self.case is None, "case.set: more than one")
                need({"/name"} <= set(leaves) <= {"/name", "/publisher"}, "case.set: leaves")
                need(all(isinstance(value, str) for value in leaves.values()), "case.set: no text")
                self.case = (n, leaves)
            elif kind == "beacon.add":
                need(set(leaves) == {"/published", "/source", "/words"}, f"{what}: leaves")
                need(all(isinstance(v, str) for v in leaves.values()) and is_day(leaves["/published"]), f"{what}: leaves")
                self.beacons.append(n)
            elif kind == "dossier.publish":
                known = {"/audience", "/day", "/dossier", "/manifest", "/n"}
                need(known <= set(leaves) <= known | {"/replaces", "/version"}, f"{what}: leaves")
                need(all(isinstance(leaves[p], str) for p in known - {"/n"}), f"{what}: leaves")
                self.earlier.append(Earlier(n, leaves))
            elif kind == "dossier.withdraw":
                need(set(leaves) == {"/day", "/dossier"}, f"{what}: leaves")
                need(all(isinstance(value, str) for value in leaves.values()), f"{what}: leaves")
                self.withdrawals.append(Earlier(n, leaves))
            else:
                need(kind in KINDS, f"{what}: kind {kind}")
                item = Item(n, kind, leaves)
                uid = leaves.get("/uid")
                need(isinstance(uid, str) and uid not in self.by_uid, f"{what}: uid")
                item.read_spans(what)
                if item.kind == "text":
                    need(all(isinstance(leaves.get(p), str) for p in ("/lang", "/title")), f"{what}: lang, title")
                    for p in leaves:
                        if re.fullmatch(shape(r"/sections/\d/blocks/\d/sentences/\d/refs/\d/at"), p):
                            need(f"{p[:-2]}uid" in leaves, f"{what}: a place without its reference")
                self.by_seq[n] = self.by_uid[uid] = item
        need(self.case is not None, "case.set: none")
        for other in self.withdrawals:
            of = [one for one in self.earlier if one.leaves["/dossier"] == other.leaves["/dossier"]]
            need(len(of) == 1 and of[0].withdrawal is None, f"proofs/{other.seq}.json: withdraws nothing that is shown")
            of[0].withdrawal = other
        spaces = "[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
        for label, pointer in (("Snowmelt-Case", "/name"), ("Source-Organization", "/publisher")):
            proved = self.case[1].get(pointer)
            need(self.info.get(label) == (proved and re.sub(spaces, " ", proved).strip(" ")), f"bag-info.txt: {label}")
        for item in self.by_seq.values():
            for pointer in item.leaves:
                kind = item.refers(pointer)
                if kind:
                    target = self.target(item, pointer)
                    need(target, f"proofs/{item.seq}.json: {pointer} leads nowhere")
                    right = target.kind != "text" if kind == "any" else target.kind == kind
                    need(right, f"proofs/{item.seq}.json: {pointer} leads to a {target.kind}")

    def check_versions(self):
        """Section 4a."""
        version = self.info.get("Snowmelt-Version")
        if version is None:
            need(not self.earlier, "earlier dossiers, and no version")
            return
        need(version == str(len(self.earlier) + 1), "Snowmelt-Version is not the number of earlier dossiers and one")
        last = None
        for i, one in enumerate(self.earlier):
            what, leaves, n = f"proofs/{one.seq}.json", one.leaves, one.leaves["/n"]
            need(leaves["/audience"] == self.info["Snowmelt-Audience"], f"{what}: another audience")
            need(is_whole(n) and 1 <= n <= one.seq, f"{what}: n")
            need(leaves["/dossier"] == f"{leaves['/audience']}-{str(n).zfill(4)}", f"{what}: name")
            need(re.fullmatch("[0-9a-f]{64}", leaves["/manifest"]), f"{what}: manifest")
            need(last is None or last.seq < n, f"{what}: not after the one before")
            if "/version" in leaves:
                need(is_whole(leaves["/version"]) and leaves["/version"] == i + 1, f"{what}: version")
                before = last.leaves["/manifest"] if last else None
                need(leaves.get("/replaces") == before, f"{what}: replaces another one")
            else:
                need("/replaces" not in leaves, f"{what}: replaces without a version")
                need(last is None or "/version" not in last.leaves, f"{what}: no version after one")
            last = one
        names = {one.leaves["/dossier"] for one in self.earlier}
        for item in self.by_seq.values():
            right = item.kind != "erratum" or item.leaves.get("/dossier") in names
            need(right, f"proofs/{item.seq}.json: corrects nothing that is shown")

    def target(self, item, pointer):
        value = item.leaves.get(pointer)
        return self.by_uid.get(value) if isinstance(value, str) else None

    def leads_to(self, item):
        return [self.target(item, p) for pattern in item.leads for p in indices(pattern, item.leaves)]

    # ------------------------------------------------------------ check 5: fields

    def read_description(self):
        """Section 5: what is free (orders, tool) is read, the rest is compared in check_description."""
        what = "ro-crate-metadata.json"
        text = utf8(self.files[what], what)
        head, tail = f'{{"@context":{CONTEXT},"@graph":[\n', "\n]}\n"
        need(text.startswith(head) and text.endswith(tail), f"{what}: frame")
        self.lines = text[len(head) : -len(tail)].split(",\n")
        graph = [read_canonical(line, what) for line in self.lines]
        need(all(isinstance(e, dict) and isinstance(e.get("@id"), str) for e in graph), f"{what}: entities")
        at, seen, counts = 2, set(), {}

        def take(entity):
            match = re.fullmatch(rf"proofs/({NUM})\.json", str(entity.get("proof")))
            item = match and self.by_seq.get(int(match[1]))
            need(item and item.seq not in seen, f"{what}: {entity['@id']} is of no item, or of one twice")
            seen.add(item.seq)
            counts[item.letter] = counts.get(item.letter, 0) + 1
            item.number = f"{item.letter}{counts[item.letter]}"
            return item

        while at < len(graph) and re.fullmatch(rf"index(\.{LANG})?\.html", graph[at]["@id"]):
            text_item = take(graph[at])
            need(text_item.kind == "text", f"{what}: a page of no text")
            page = Page(self, text_item, "index.html" if not self.pages else f"index.{text_item.leaves['/lang']}.html")
            self.pages.append(page)
            at += 1
            while at < len(graph) and graph[at]["@id"] == f"{page.path}#s{len(page.sentences) + 1}":
                page.sentences.append((str(graph[at].get("place")), graph[at].get("text")))
                at += 1
        while at < len(graph) and "kind" in graph[at]:
            item = take(graph[at])
            need(item.kind != "text", f"{what}: a text among the items")
            self.items.append(item)
            at += 1
        numbers_of = {item.number: item for item in self.items}
        self.exhibit_files = []
        while at < len(graph) and graph[at]["@type"] == "File":
            e = graph[at]
            item = numbers_of.get(str(e["about"]["@id"])[1:])
            need(item and item.kind == "exhibit" and item.file is None, f"{what}: a file of no exhibit")
            item.file = (e["@id"], e.get("encodingFormat"), e.get("tool"))
            self.exhibit_files.append(item)
            at += 1
        need(len(seen) == len(self.by_seq), f"{what}: an item is not named")
        need(self.pages, f"{what}: no page")
        there = {p for p in self.files if re.fullmatch(r"index\..*html", p)}
        need(there == {page.path for page in self.pages}, f"{what}: other pages than there are")
        there = {p for p in self.files if p.startswith("data/exhibits/")}
        need(there == {item.file[0] for item in self.exhibit_files}, f"{what}: other files than there are")
        order = [item.number for item in self.items if item.file]
        need(order == [item.number for item in self.exhibit_files], f"{what}: files in another order")

    def check_description(self):
        info = self.info
        dossier = {
            "@id": "./",
            "@type": "Dataset",
            "datePublished": info["Bagging-Date"],
            "description": "A dossier whose every sentence and figure is proved against a signed log.",
            "hasPart": [{"@id": p.path} for p in self.pages] + [{"@id": i.file[0]} for i in self.exhibit_files],
            "identifier": info["External-Identifier"],
            "license": "Not stated",
            "mentions": [{"@id": f"#{item.number}"} for item in self.items],
            "name": self.pages[0].item.leaves["/title"],
        }
        if "Source-Organization" in info:
            dossier["publisher"] = info["Source-Organization"]
        if "Snowmelt-Version" in info:
            dossier["version"] = info["Snowmelt-Version"]
        if self.earlier:
            dossier["isBasedOn"] = [{"@id": f"#dossier-{i + 1}"} for i in range(len(self.earlier))]
        about = {"@id": "./"}
        crate = {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": about}
        crate["conformsTo"] = {"@id": "https://w3id.org/ro/crate/1.2"}
        graph = [crate, dossier]
        for page in self.pages:
            graph.append(page.entity())
            graph += page.sentence_entities()
        for item in self.items:
            graph.append(
                {
                    "@id": f"#{item.number}",
                    "@type": item.type,
                    "kind": item.kind,
                    "name": item.number,
                    "opened": item.leaves,
                    "proof": item.proof(),
                }
            )
        for item in self.exhibit_files:
            path, media, tool = item.file
            body = self.files[path]
            entity = {"@id": path, "@type": "File", "about": {"@id": f"#{item.number}"}, "contentSize": str(len(body))}
            entity.update({"encodingFormat": media, "sha256": sha(body).hex()})
            if tool is not None:
                entity["tool"] = tool
            graph.append(entity)
        for i, one in enumerate(self.earlier):
            entity = {"@id": f"#dossier-{i + 1}", "@type": "Dataset", "identifier": one.leaves["/dossier"]}
            entity.update({"opened": one.leaves, "proof": f"proofs/{one.seq}.json", "version": str(i + 1)})
            graph.append(entity)
        need(len(graph) == len(self.lines), "ro-crate-metadata.json: number of entities")
        for entity, line in zip(graph, self.lines):
            at = self.unreadable.intersection([entity["@id"]])
            if canonical(entity) != line and not at:
                self.problem("fields", f"ro-crate-metadata.json: {entity['@id']} is not what the proofs say")

    # ------------------------------------------------------------ check 9: exhibits

    def check_exhibits(self):
        for item in self.items:
            if item.kind != "exhibit":
                continue
            media = item.leaves.get("/mediaType")
            digest, size = item.leaves.get("/sha256"), item.leaves.get("/size")
            is_image = isinstance(media, str) and media.startswith("image/")
            is_whole_file = isinstance(media, str) and "/sha256" in item.leaves and "/size" in item.leaves
            if item.file is None:
                if is_image or is_whole_file:
                    self.problem("exhibits", f"{item.number}: its file is missing")
                continue
            path, said, tool = item.file
            body = self.files[path]
            blind = path in self.unreadable
            if tool is not None:
                need(isinstance(tool, str) and re.fullmatch(r"[ -~]{1,120}", tool), f"{path}: tool")
            if is_image:
                need(tool is not None and said in ("image/png", "image/jpeg"), f"{path}: no derivative")
                first = b"\x89PNG" if said == "image/png" else b"\xff\xd8\xff"
                need(blind or body.startswith(first), f"{path}: not what its type says")
            elif tool is not None:
                need(media == said == "application/pdf" and (blind or body.startswith(b"%PDF")), f"{path}: no derivative")
            else:
                need(is_whole_file and said == media, f"{path}: should not be here")
                right = sha(body).hex() == digest and is_whole(size) and len(body) == size
                need(blind or right, f"{path}: not the bytes that were recorded")
            need(path == f"data/exhibits/{item.number}.{ENDINGS.get(said, 'bin')}", f"{path}: name")

    def check_quotes(self):
        for item in self.items:
            wanted = ("/exhibit", "/anchor/quote", "/anchor/start", "/anchor/end")
            if item.kind != "claim" or not all(p in item.leaves for p in wanted):
                continue
            exhibit = self.target(item, "/exhibit")
            if not exhibit or not exhibit.file or exhibit.file[1] not in ("text/plain", "text/markdown"):
                continue
            body = self.files[exhibit.file[0]]
            if len(body) > 64 * 1024 * 1024 or exhibit.file[0] in self.unreadable:
                continue
            try:
                text = body.decode("utf-8")
            except UnicodeDecodeError:
                continue
            units = utf16(text[1:] if text.startswith("\ufeff") else text)
            quote, start, end = (item.leaves[p] for p in wanted[1:])
            right = isinstance(quote, str) and is_whole(start) and is_whole(end) and 0 <= start <= end
            if not right or units[2 * start : 2 * end] != utf16(quote):
                self.problem("exhibits", f"{item.number}: the quote does not stand in {exhibit.number}")

    # ------------------------------------------------------------ checks 6 to 8: pages

    def check_pages(self):
        for page in self.pages:
            self.attempt("page", page.check)

    # ------------------------------------------------------------ check 10: time (7a)

    def check_time(self):
        for n in sorted({int(m[1]) for m in (re.fullmatch(rf"time/({POS})\.note", p) for p in self.files) if m}):
            self.attempt("time", lambda n=n: self.check_stamp(n))

    def check_stamp(self, n):
        what = f"time/{n}"
        note, reply, roots, proof = (self.files[f"{what}.{e}"] for e in ("note", "tsr", "pem", "consistency"))
        early = Checkpoint(note, f"{what}.note")
        need(1 <= early.size, f"{what}.note: size")
        early.hold(self.origin, self.log_at(early.size - 1), f"{what}.note")
        need(early.size == n <= self.checkpoint.size, f"{what}.note: size")
        text = utf8(proof, f"{what}.consistency")
        need(text == "" or text.endswith("\n"), f"{what}.consistency: no line end")
        hashes = [b64(line, 32) for line in text.split("\n")[:-1]]
        right = is_consistent(n, self.checkpoint.size, early.root, self.checkpoint.root, hashes)
        need(right, f"{what}.consistency: not the beginning of this log")
        known = (sha(note), sha(reply), sha(roots))
        if known not in judged:
            judged[known] = self.judge_stamp(what, note, reply, roots)
        need(judged[known] is None, judged[known])

    def judge_stamp(self, what, note, reply, roots):
        """None, or what is wrong with the reply."""
        try:
            self.check_reply(what, note, reply, roots)
        except (Bad, ValueError) as bad:
            return str(bad)
        return None

    def check_reply(self, what, note, reply, roots):
        # openssl leaves what follows a certificate in its block, and reads BER: here a value is DER and nothing else.
        need(len(reply) == der_end(reply, 0), f"{what}.tsr: not strictly DER")
        clean = b""
        for block in re.findall(rb"-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----", roots):
            body = base64.b64decode(block)
            need(len(body) == der_end(body, 0), f"{what}.pem: not strictly DER")
            clean += b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(body) + b"-----END CERTIFICATE-----\n"
        tsr, pems, data = put("tsr", reply), put("pems", clean), put("note", note)
        code, said = openssl("ts", "-reply", "-in", tsr, "-text")
        match = re.search(r"^Time stamp: (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d)(?:\.\d+)? (\d{4}) GMT$", said, re.M)
        need(code == 0 and match, f"{what}.tsr: no reply")
        need("Hash Algorithm: sha256" in said, f"{what}.tsr: not for a SHA-256")
        month = "JanFebMarAprMayJunJulAugSepOctNovDec".index(match[1]) // 3 + 1
        parts = [int(match[6]), month, *(int(match[g]) for g in (2, 3, 4, 5))]
        at = int(datetime.datetime(*parts, tzinfo=datetime.timezone.utc).timestamp())
        code, said = openssl(
            "ts", "-verify", "-data", data, "-in", tsr, "-CAfile", pems, "-attime", str(at), "-partial_chain"
        )
        need(code == 0, f"{what}.tsr: {said.strip().splitlines()[-1] if said.strip() else 'does not hold'}")


def der_end(data, at):
    """Where one DER value ends; lengths must be the shortest."""
    need(at + 2 <= len(data), "DER: cut off")
    tag, length, start = data[at], data[at + 1], at + 2
    need(tag & 31 != 31, "DER: long tag")
    if length >= 128:
        count = length - 128
        need(1 <= count <= 4 and start + count <= len(data) and data[start], "DER: length")
        length = int.from_bytes(data[start : start + count], "big")
        start += count
        need(length >= 128, "DER: length")
    end = start + length
    need(end <= len(data), "DER: cut off")
    if tag & 32:
        while start < end:
            start = der_end(data, start)
        need(start == end, "DER: length")
    return end


# ---------------------------------------------------------------- 5 and 6: sentences and pages

MARK = re.compile(r"\{([frp])([0-9]+)\}")
CODES = {"reliability", "credibility", "polarity", "relation", "kind", "confidence", "probability"}
NO_LOWER = {"approx", "atMost", "lessThan", "justBelow", "vague", "ordinal", "notStated"}
NO_UPPER = {"approx", "atLeast", "moreThan", "justAbove", "vague", "ordinal", "notStated"}
JUDGED = [r"/reasons", r"/alternatives/\d/text", r"/alternatives/\d/reasons", r"/dissent/\d/text"]
locales = {}


def words_of(lang):
    """The words of the interface: section `dossier` of the locale, English where there is none."""
    name = lang.split("-")[0]
    if name not in locales:
        path = os.path.join(LOCALES, f"{name}.json")
        has_own = re.fullmatch("[a-z]{2,3}", name) and os.path.isfile(path)
        with open(path if has_own else os.path.join(LOCALES, "en.json"), "rb") as file:
            locales[name] = json.loads(file.read().decode("utf-8"))["dossier"]
    return locales[name]


def esc(text):
    for plain, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(plain, written)
    return text


def direction(lang):
    """Section 6: a script in the tag decides before the language."""
    first, *rest = lang.lower().split("-")
    scripts = [part for part in rest if re.fullmatch("[a-z]{4}", part)]
    if scripts:
        return "rtl" if scripts[0] in RTL_SCRIPTS else "ltr"
    return "rtl" if first in RTL_LANGUAGES else "ltr"


def word_base(item, pointer):
    """The pointer without its language, where it leads to words in a language."""
    base, _, lang = pointer.rpartition("/")
    if not re.fullmatch(LANG, lang):
        return None
    if item.heading and item.heading.endswith("/<lang>") and base == item.heading[:-7]:
        return base
    if item.kind == "erratum" and base in ("/was", "/is"):
        return base
    return base if item.kind == "judgement" and any(is_like(pattern, base) for pattern in JUDGED) else None


def label_of(item, pointer):
    pointer = word_base(item, pointer) or pointer
    return ".".join(p for p in pointer.split("/")[1:] if p != "given" and not re.fullmatch(NUM, p))


class Page:
    def __init__(self, dossier, item, path):
        self.dossier, self.item, self.path = dossier, item, path
        self.lang = item.leaves["/lang"]
        if not re.fullmatch(LANG, self.lang):
            raise Bad(f"{path}: language")
        self.sentences = []  # (place, plain text) as the description has them
        self.text, self.at = "", 0

    # ---- description

    def entity(self):
        leaves = self.item.leaves
        return {
            "@id": self.path,
            "@type": ["File", "Article"],
            "encodingFormat": "text/html",
            "hasPart": [{"@id": f"{self.path}#s{i + 1}"} for i in range(len(self.sentences))],
            "inLanguage": leaves["/lang"],
            "name": leaves["/title"],
            "opened": leaves,
            "proof": self.item.proof(),
        }

    def pointers(self):
        """The pointers of the sentences: there without gap, and none missing of which something is opened."""
        found, last = [], (-1, 0, 0)
        for place, _ in self.sentences:
            match = re.fullmatch(shape(r"(\d) (/sections/(\d)/blocks/(\d)/sentences/(\d))"), place)
            need(match and int(match[1]) == self.item.seq, f"{self.path}: place {place}")
            i, j, k = int(match[3]), int(match[4]), int(match[5])
            a, b, c = last
            is_next = (i == a and j == b and k == c + 1) or (i == a and j == b + 1 and k == 0)
            need((is_next and a >= 0) or (i > a and j == 0 and k == 0), f"{self.path}: a gap before {place}")
            last = (i, j, k)
            found.append(match[2])
        for pointer in [*self.item.leaves, *self.item.spans]:
            match = re.match(shape(r"/sections/\d/blocks/\d/sentences/\d(?=/|$)"), pointer)
            need(not match or match[0] in found, f"{self.path}: {pointer} is in no sentence")
        return found

    def named(self, pointer):
        """Opened references of a sentence: in the order of figures, refs, persons, each by index."""
        result = []
        for part in (r"/figures/\d", r"/refs/\d/uid", r"/persons/\d"):
            result += indices(re.escape(pointer) + part, self.item.leaves)
        return result

    def sentence_entities(self):
        result = []
        for i, pointer in enumerate(self.pointers()):
            place, text = self.sentences[i]
            if not isinstance(text, str) or not re.fullmatch(self.plain(pointer), text, re.S):
                self.dossier.problem("sentences", f"{self.path}#s{i + 1}: text is not what the proof says")
            named = []
            for p in self.named(pointer):
                item = self.dossier.target(self.item, p)
                if item not in named:
                    named.append(item)
            result.append(
                {
                    "@id": f"{self.path}#s{i + 1}",
                    "@type": "CreativeWork",
                    "citation": [{"@id": f"#{item.number}"} for item in named if item.kind != "figure"],
                    "isPartOf": {"@id": self.path},
                    "mentions": [{"@id": f"#{item.number}"} for item in named if item.kind == "figure"],
                    "place": place,
                    "text": text,
                }
            )
        return result

    def runs(self, pointer):
        """What the words of a sentence consist of: (part's pointer or None, text or None when closed)."""
        leaves, p = self.item.leaves, f"{pointer}/text"
        if p in leaves:
            return [(None, leaf_text(leaves[p]))]
        if p in self.item.spans:
            i, count = self.item.spans[p]
            parts = [f"/spans/{i}/parts/{k}" for k in range(count)]
            return [(part, leaves.get(part)) for part in parts]
        return [(None, None)]

    def plain(self, pointer):
        """The plain sentence, as a pattern: words in another language may be any that are opened."""
        held = re.escape("[withheld]")

        def mark(kind, i):
            name = {"f": f"figures/{i}", "r": f"refs/{i}/uid", "p": f"persons/{i}"}[kind]
            item = self.dossier.target(self.item, f"{pointer}/{name}")
            if item is None:
                return held
            if kind == "r":
                at = self.item.leaves.get(f"{pointer}/refs/{i}/at")
                return re.escape(f"[{item.number}]" if at is None else f"[{item.number}, {leaf_text(at)}]")
            base = "/words" if kind == "f" else "/name"
            own = item.leaves.get(f"{base}/{self.lang}")
            if own is not None:
                return re.escape(leaf_text(own))
            if kind == "p":
                return re.escape(f"[{item.number}]")
            other = [leaf_text(v) for p, v in item.leaves.items() if word_base(item, p) == base]
            return "(?:" + "|".join([held, *map(re.escape, other)]) + ")"

        result = ""
        for _, text in self.runs(pointer):
            if text is None:
                result += held
                continue
            last = 0
            for match in MARK.finditer(text):
                result += re.escape(text[last : match.start()]) + mark(match[1], match[2])
                last = match.end()
            result += re.escape(text[last:])
        return result

    # ---- reading a page from its beginning to its end

    def lit(self, text):
        if not self.text.startswith(text, self.at):
            end = os.path.commonprefix([text, self.text[self.at : self.at + len(text)]])
            at = self.at + len(end)
            raise Bad(f"{self.path}: at {at}: {self.text[at : at + 60]!r}, not {text[len(end) : len(end) + 60]!r}")
        self.at += len(text)

    def opt(self, text):
        there = self.text.startswith(text, self.at)
        self.at += len(text) if there else 0
        return there

    def take(self, pattern):
        match = re.compile(pattern).match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def is_any(self, *ways):
        """The first way that can be read; the others are tried from the same place."""
        start, fault = self.at, None
        for way in ways:
            try:
                return way()
            except Bad as bad:
                self.at, fault = start, bad
        raise fault

    def word(self, key):
        value = self.words.get(key)
        need(isinstance(value, str), f"{self.path}: there is no word {key}")
        return esc(value)

    def w(self, key):
        return f'<span data-w="{key}">{self.word(key)}</span>'

    def v(self, label, more=""):
        return f'<bdi {more}data-v="{label}">{esc(self.dossier.info[label])}</bdi>'

    def file(self, path):
        need(path in self.dossier.files, f"{self.path}: {path} is no file")
        return f'<a href="{path}" data-f="{path}">{path}</a>'

    def is_withheld(self):
        return self.take(self.withheld) is not None

    def must_withhold(self):
        if not self.is_withheld():
            raise Bad(f"{self.path}: at {self.at}: {self.text[self.at : self.at + 60]!r}, not the withheld sign")

    def bdi(self, item, pointer, more=""):
        return f'<bdi {more}data-p="{item.seq} {esc(pointer)}">{esc(leaf_text(item.leaves[pointer]))}</bdi>'

    def leaf(self, item, pointer):
        """True when something of it is shown, False for the withheld sign."""
        if pointer in item.leaves:
            self.lit(self.bdi(item, pointer))
        elif pointer in item.spans:
            i, count = item.spans[pointer]
            for k in range(count):
                part = f"/spans/{i}/parts/{k}"
                self.lit(self.bdi(item, part)) if part in item.leaves else self.must_withhold()
        else:
            self.must_withhold()
            return False
        return True

    def link(self, item, pointer):
        number = self.dossier.target(item, pointer).number
        return f'<a class="ref" data-u="{item.seq} {esc(pointer)}" href="#{number}">{number}</a>'

    def number(self, item):
        return f'<a class="ref" data-i="{item.seq}" href="#{item.number}">{item.number}</a>'

    def heading(self, item):
        """The pointer that is shown, or None, or False for the withheld sign."""
        h = item.heading
        if h.endswith("<lang>"):
            own = h.replace("<lang>", self.lang)
            if not item.has(own):
                for p in [*item.leaves, *item.spans]:
                    if word_base(item, p) == h[:-7]:
                        start = self.at
                        try:
                            self.leaf(item, p)
                            return p
                        except Bad:
                            self.at = start
            h = own
        elif item.kind == "exhibit" and not item.has(h):
            return False if self.is_withheld() else None
        return h if self.leaf(item, h) else False

    def led(self, item, pointer):
        """A reference and the heading of what it leads to."""
        self.lit(self.link(item, pointer) + " ")
        self.heading(self.dossier.target(item, pointer))

    # ---- section 6

    def check(self):
        d, t = self.dossier, self.item
        self.words = words_of(self.lang)
        signs = [k for k in self.words if k == "withheld" or k.startswith("withheld.")]
        self.withheld = "|".join(re.escape(f'<span class="withheld" data-w="{k}">{self.word(k)}</span>') for k in signs)
        self.text = utf8(d.files[self.path], self.path)
        self.order = self.pointers()
        self.card_signs = {}
        style = base64.b64encode(bytes.fromhex(STYLE)).decode()
        self.lit(f'<!doctype html>\n<html lang="{esc(self.lang)}" dir="')
        self.lit(direction(self.lang))
        self.lit('">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="')
        self.lit(f"default-src &#39;none&#39;; style-src &#39;sha256-{style}&#39;; img-src &#39;self&#39;; ")
        self.lit("base-uri &#39;none&#39;; form-action &#39;none&#39;\">\n")
        self.lit('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
        self.lit('<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n')
        self.lit(f'<title data-p="{t.seq} /title">{esc(t.leaves["/title"])}</title>\n<style>')
        end = self.text.find("</style>", self.at)
        need(end >= 0 and sha(self.text[self.at : end].encode()).hex() == STYLE, f"{self.path}: style sheet")
        self.at = end
        self.lit("</style>\n</head>\n<body>\n")
        self.header()
        self.lit("\n<main>")
        self.versions()
        section = 0
        while self.opt("<section>"):
            self.section(section)
            self.lit("</section>\n")
            section += 1
        need(self.said == len(self.order), f"{self.path}: sentences are missing")
        last = [numbers(p)[0] for p in [*t.leaves, *t.spans] if re.match(shape(r"/sections/\d(?=/)"), p)]
        need(not last or max(last) < section, f"{self.path}: a section is missing")
        self.evidence()
        self.lit("\n</main>\n")
        self.footer()
        self.lit("\n\n</body>\n</html>\n")
        need(self.at == len(self.text), f"{self.path}: more than the format names")
        d.attempt("lineage", self.rests)

    said = 0

    def header(self):
        d = self.dossier
        n, case = d.case
        self.lit(f'<header><p class="kind">{self.w("dossier")} {self.v("External-Identifier")} ')
        self.lit(f"{self.w('audience')} {self.v('Snowmelt-Audience')}")
        if "Snowmelt-Version" in d.info:
            self.lit(f" {self.w('version')} {self.v('Snowmelt-Version')}")
            if d.earlier:
                self.lit(f" {self.w('replaces')} {self.bdi(d.earlier[-1], '/dossier')}")
        self.lit("</p>\n<h1>")
        self.leaf(self.item, "/title")
        self.lit(f'</h1>\n<p class="by"><bdi data-p="{n} /name">{esc(case["/name"])}</bdi> ')
        if "/publisher" in case:
            self.lit(f'{self.w("publishedBy")} <bdi data-p="{n} /publisher">{esc(case["/publisher"])}</bdi> ')
        self.lit(f"{self.v('Bagging-Date')}</p>\n")
        others = [page for page in d.pages if page is not self]
        if others:
            self.lit('<p class="languages">')
            for page in others:
                key = f"language.{page.lang}"
                is_known = key in self.words
                link = is_known and f'<a href="{page.path}" lang="{page.lang}" data-w="{key}">{self.word(key)}</a>'
                self.lit(link or self.file(page.path))
            self.lit("</p>\n")
        self.lit(f'<p class="how" data-w="how">{self.word("how")}</p>\n</header>')

    def versions(self):
        """Section 6, versions: the latest first."""
        d = self.dossier
        if not d.earlier:
            return
        self.lit(f'<section id="versions"><h2 data-w="versions">{self.word("versions")}</h2>\n')
        self.lit(f'<p data-w="versions.text">{self.word("versions.text")}</p>\n')

        def row(key, *values):
            self.lit(f'<div><dt data-w="{key}">{self.word(key)}</dt>')
            for value in values:
                self.lit(f"<dd>{value}</dd>")
            self.lit("</div>")

        for one in reversed(d.earlier):
            self.lit(f'<article class="card"><h4>{self.bdi(one, "/dossier")}</h4><dl>')
            if "/version" in one.leaves:
                row("versions.number", self.bdi(one, "/version"))
            row("field.published", self.bdi(one, "/day"))
            row("check.size", self.bdi(one, "/n"))
            row("versions.manifest", self.bdi(one, "/manifest", 'class="hash" '))
            if one.withdrawal:
                row("versions.withdrawn", self.bdi(one.withdrawal, "/day"))
            errata = [item for item in d.items if item.kind == "erratum" and item.leaves.get("/dossier") == one.leaves["/dossier"]]
            if errata:
                key = "versions.corrections"
                self.lit(f'<div><dt data-w="{key}">{self.word(key)}</dt>')
                for item in errata:
                    self.lit(f"<dd><span>{self.number(item)} ")
                    self.heading(item)
                    self.lit("</span></dd>")
                self.lit("</div>")
            self.lit("</dl>")
            self.proof(f"proofs/{one.seq}.json")
            self.lit("</article>\n")
        self.lit("</section>\n")

    def proof(self, proof):
        """How to come to the proof of an entry."""
        self.lit(f'<details><summary data-w="proof">{self.word("proof")}</summary><p>{self.w("proof.entry")} {self.file(proof)}</p>')
        tlog = proof.replace(".json", ".tlog-proof")
        self.lit(f"<p>{self.w('proof.inclusion')} {self.file(tlog)}</p></details>")

    def footer(self):
        def p(tag, key):
            return f'<{tag} data-w="{key}">{self.word(key)}</{tag}>'

        self.lit(f"<footer>{p('h2', 'check')}\n{p('p', 'check.limits')}\n{p('p', 'check.advice')}\n")
        self.lit('<div class="card"><dl>')
        for key, label in (
            ("caseKey", "Snowmelt-Case-Key"),
            ("logKey", "Snowmelt-Log-Key"),
            ("origin", "Snowmelt-Origin"),
            ("size", "Snowmelt-Size"),
            ("root", "Snowmelt-Root"),
            ("engine", "Bag-Software-Agent"),
        ):
            more = "" if key in ("size", "engine") else 'class="hash" '
            self.lit(f"<div>{p('dt', f'check.{key}')}<dd>{self.v(label, more)}</dd></div>\n")
        self.lit(f"<div>{p('dt', 'check.files')}<dd>")
        for path in "VERIFY.txt verify.mjs verify.html checkpoint ro-crate-metadata.json proofs/0.json".split():
            if path != "verify.html" or path in self.dossier.files:
                self.lit(self.file(path) + " ")
        self.lit("</dd></div>\n</dl></div>\n</footer>")

    # ---- sections and sentences

    def section(self, i):
        t, base = self.item, f"/sections/{i}"
        depth = t.leaves.get(f"{base}/depth", 2)
        depth = min(4, max(2, depth)) if is_whole(depth) else 2
        if t.has(f"{base}/heading") or self.text.startswith(f"<h{depth}>", self.at):
            self.lit(f"<h{depth}>")
            self.leaf(t, f"{base}/heading")
            self.lit(f"</h{depth}>\n")
        if t.leaves.get(f"{base}/voice") == "authors":
            key = "voice.authors"
            self.lit(f'<p class="voice" data-p="{t.seq} {base}/voice" data-w="{key}">{self.word(key)}</p>\n')
        in_list = False
        while self.said < len(self.order) and numbers(self.order[self.said])[0] == i:
            block = re.match(shape(r"/sections/\d/blocks/\d"), self.order[self.said])[0]
            count = sum(1 for p in self.order if p.startswith(f"{block}/"))
            sentences = self.order[self.said : self.said + count]
            kind = t.leaves.get(f"{block}/kind", "paragraph")
            need(kind in ("paragraph", "quote", "item"), f"{self.path}: kind of {block}")
            if in_list and not (kind == "item" and self.text.startswith("<li>", self.at)):
                self.lit("</ul>\n")
                in_list = False
            tags = {"paragraph": ("<div><p>", "</p>", "</div>\n"), "quote": ("<div><blockquote>", "</blockquote>", "</div>\n")}
            opening, inner, closing = tags.get(kind, ("<li><div>", "</div>", "</li>\n"))
            if kind == "item" and not in_list:
                self.lit("<ul>")
                in_list = True
            self.lit(opening)
            for n, pointer in enumerate(sentences):
                self.lit(" " if n else "")
                self.sentence(pointer)
            self.lit(inner)
            self.lineage(sentences)
            self.lit(closing)
        if in_list:
            self.lit("</ul>\n")

    def sentence(self, pointer):
        self.said += 1
        t = self.item
        self.lit(f'<span class="s" id="s{self.said}" data-s="{t.seq} {pointer}">')
        for part, text in self.runs(pointer):
            if text is None:
                self.must_withhold()
                continue
            if part:
                self.lit(f'<span data-p="{t.seq} {part}">')
            last = 0
            for match in MARK.finditer(text):
                self.lit(esc(text[last : match.start()]))
                self.mark(pointer, match[1], match[2])
                last = match.end()
            self.lit(esc(text[last:]))
            if part:
                self.lit("</span>")
        self.lit("</span>")

    def mark(self, pointer, kind, i):
        t = self.item
        p = pointer + {"f": f"/figures/{i}", "r": f"/refs/{i}/uid", "p": f"/persons/{i}"}[kind]
        item = self.dossier.target(t, p)
        if item is None:
            return self.must_withhold()
        if kind == "r":
            self.lit(self.link(t, p))
            at = f"{pointer}/refs/{i}/at"
            if at in t.leaves:
                self.lit(f' <bdi class="at" data-p="{t.seq} {at}">{esc(leaf_text(t.leaves[at]))}</bdi>')
            return None
        base = "/words" if kind == "f" else "/name"

        def anchor(q):
            words = esc(leaf_text(item.leaves[q]))
            self.lit(f'<a class="figure" href="#{item.number}" data-p="{item.seq} {q}">{words}</a>')

        own = f"{base}/{self.lang}"
        if own in item.leaves:
            return anchor(own)
        if kind == "p":
            return self.lit(self.link(t, p))
        others = [q for q in item.leaves if word_base(item, q) == base]
        return self.is_any(*[lambda q=q: anchor(q) for q in others], self.must_withhold)

    def lineage(self, sentences):
        rest = [self.dossier.target(self.item, p) for pointer in sentences for p in self.named(pointer)]
        if not rest:
            return
        wanted = set()
        while rest:
            item = rest.pop()
            if item.seq not in wanted:
                wanted.add(item.seq)
                if item.kind not in ("claim", "source"):
                    rest += self.dossier.leads_to(item)
        summary = f'<summary data-w="rests">{self.word("rests")}</summary>'
        self.lit(f'\n<details class="lineage">{summary}<ul class="chain">')
        while self.text.startswith("<li>", self.at):
            match = re.compile(rf'<li><a class="ref" data-i="({NUM})"').match(self.text, self.at)
            seq = int(match[1]) if match else -1
            need(seq in wanted, f"{self.path}: at {self.at}: a lineage names what it should not, or twice")
            wanted.discard(seq)
            self.li(self.dossier.by_seq[seq])
        need(not wanted, f"{self.path}: at {self.at}: a lineage leaves something out")
        self.lit("</ul></details>")

    def li(self, item):
        self.lit(f"<li>{self.number(item)} ")
        self.heading(item)
        if item.kind == "claim":
            for label, pointer in (("source", "/source"), ("anchor.quote", "/anchor/quote"), ("exhibit", "/exhibit")):
                self.lit(f'<span class="step">{self.w(f"field.{label}")} ')
                if label == "anchor.quote":
                    self.lit("<q>")
                    self.leaf(item, pointer)
                    self.lit("</q>")
                elif self.dossier.target(item, pointer):
                    self.led(item, pointer)
                else:
                    self.must_withhold()
                self.lit("</span>")
        if item.kind == "figure":
            self.lit(f'<span class="step">{self.w("field.kind")} ')
            self.lit(self.code(item, "/kind")) if "/kind" in item.leaves else self.must_withhold()
            self.lit("</span>")
            wanted = {p for p in item.leaves if item.refers(p)}
            while True:
                match = re.compile(r'<span class="step"><span data-w="field\.([A-Za-z.]+)">').match(self.text, self.at)
                if not match:
                    break
                label = match[1]
                need(label in ("claim", "inputs", "exhibits"), f"{self.path}: at {self.at}: step {label}")
                self.lit(f'<span class="step">{self.w(f"field.{label}")} ')
                if not self.is_withheld():
                    pointer = self.attribute("data-u", item, '<a class="ref" ')
                    need(pointer in wanted and label_of(item, pointer) == label, f"{self.path}: at {self.at}: step")
                    wanted.discard(pointer)
                    self.led(item, pointer)
                self.lit("</span>")
            need(not wanted, f"{self.path}: a lineage of {item.number} leaves a step out")
        self.lit(f'<span class="step">{self.w("proof")} {self.file(item.proof())}</span></li>')

    # ---- cards

    def code(self, item, pointer):
        key = f"{pointer.rpartition('/')[2]}.{leaf_text(item.leaves[pointer])}"
        return f'<span data-p="{item.seq} {esc(pointer)}" data-w="{esc(key)}">{self.word(key)}</span>'

    def attribute(self, name, item, before):
        """The pointer in an attribute that comes next; nothing is read."""
        match = re.compile(re.escape(before) + rf'{name}="{item.seq} ([^"]*)"').match(self.text, self.at)
        if not match:
            return None
        return next((p for p in item.leaves if esc(p) == match[1]), None)

    def evidence(self):
        self.lit(f'<section id="evidence"><h2 data-w="evidence">{self.word("evidence")}</h2>\n')
        cards = {item.number: item for item in self.dossier.items}
        letter = None
        while not self.text.startswith("</section>", self.at):
            group = self.take(r'<h3 data-w="group\.([A-Z])">')
            if group:
                letter = group[1]
                self.lit(f"{self.word(f'group.{letter}')}</h3>\n")
                continue
            match = re.compile(r'<article class="card" id="([A-Z][0-9]+)"').match(self.text, self.at)
            item = match and cards.pop(match[1], None)
            need(item and item.letter == letter, f"{self.path}: at {self.at}: no card that belongs here")
            self.card(item)
            self.lit("\n")
        need(not cards, f"{self.path}: no card for {' '.join(cards)}")
        self.lit("</section>")

    def card(self, item):
        seen, signs, labels = set(), set(), {}
        self.lit(f'<article class="card" id="{item.number}" data-item="{item.seq}"><h4>{self.number(item)} ')
        top = self.heading(item)
        if top:
            seen.add(top)
        self.lit("</h4>")
        if item.kind == "claim":
            self.lit('<blockquote class="quote">')
            if self.leaf(item, "/anchor/quote"):
                seen.add("/anchor/quote")
            self.lit("</blockquote>")
        if self.opt("<dl>"):
            while self.opt("<div>"):
                match = self.take(r'<dt data-w="field\.([A-Za-z0-9_.-]+)">')
                need(match and match[1] not in labels, f"{self.path}: {item.number}: a label twice, or none")
                label = match[1]
                self.lit(f"{self.word(f'field.{label}')}</dt>")
                labels[label] = []
                while self.opt("<dd>"):
                    pointer = self.value(item, label)
                    labels[label].append(pointer)
                    if pointer is None:
                        signs.add(label)
                    else:
                        need(pointer not in seen or pointer == top, f"{self.path}: {item.number}: {pointer} twice")
                        seen.add(pointer)
                    self.lit("</dd>")
                need(labels[label], f"{self.path}: {item.number}: {label} is empty")
                order = [numbers(p) for p in labels[label] if p is not None]
                need(order == sorted(order), f"{self.path}: {item.number}: order of {label}")
                self.lit("</div>")
            self.lit("</dl>")
        self.enclosed(item)
        self.proof(item.proof())
        self.lit("</article>")
        self.card_signs[item.seq] = signs
        # bounds
        if "/quantity/relation" in item.leaves:
            right = all(len(labels.get(f"quantity.{b}", [])) == 1 for b in ("lower", "upper"))
            need(right, f"{self.path}: {item.number}: bounds")
        if item.kind == "claim":
            need("source" in labels and "exhibit" in labels, f"{self.path}: {item.number}: no source or exhibit")
        # nothing opened is left out
        for pointer, value in item.leaves.items():
            if pointer in seen or pointer in (
                "/uid",
                "/anchor/start",
                "/anchor/end",
                "/quantity/lowerInclusive",
                "/quantity/upperInclusive",
            ):
                continue
            part = re.fullmatch(shape(r"/spans/(\d)/(?:field|count|(parts/\d))"), pointer)
            if part and (not part[2] or item.leaves.get(f"/spans/{part[1]}/field") in seen):
                continue
            if pointer == "/quantity/value":
                bounds = [item.leaves[p] for p in ("/quantity/lower", "/quantity/upper") if p in item.leaves]
                if any(canonical(value) == canonical(bound) for bound in bounds):
                    continue
            base = word_base(item, pointer)
            if base is not None and pointer != f"{base}/{self.lang}":
                same = any(word_base(item, p) == base for p in seen)
                held = (top is False and item.heading[:-7] == base) or label_of(item, pointer) in signs
                if item.has(f"{base}/{self.lang}") or same or held:
                    continue
            raise Bad(f"{self.path}: {item.number}: {pointer} is opened and not shown")

    def value(self, item, label):
        """One <dd>: the pointer that it shows, or None for the withheld sign."""
        start = self.at
        if self.is_withheld() and self.text.startswith("</dd>", self.at):
            return None
        self.at = start
        if self.opt("<span>") and self.is_withheld() and self.text.startswith("</span></dd>", self.at):
            self.lit("</span>")  # ref(p) is the withheld sign
            return None
        self.at = start
        for bound, none in (("/quantity/lower", NO_LOWER), ("/quantity/upper", NO_UPPER)):
            sign = f'<span data-q="{item.seq} {bound}" data-w="notStated">{self.word("notStated")}</span>'
            if self.opt(sign):
                right = bound not in item.leaves and label == label_of(item, bound)
                need(right and item.leaves.get("/quantity/relation") in none, f"{self.path}: {item.number}: not stated")
                return bound
        for field in item.spans:
            if label_of(item, field) == label:
                try:
                    self.leaf(item, field)
                    if self.text.startswith("</dd>", self.at):
                        return field
                except Bad:
                    pass
                self.at = start
        forms = (("data-p", "<bdi "), ("data-p", '<bdi class="hash" '), ("data-p", "<span "), ("data-u", '<span><a class="ref" '))
        for number, (name, before) in enumerate(forms):
            pointer = self.attribute(name, item, before)
            if pointer is None:
                continue
            need(label_of(item, pointer) == label, f"{self.path}: {item.number}: {pointer} under {label}")
            form = 2 if pointer.rpartition("/")[2] in CODES else 3 if item.refers(pointer) else 0
            need(number == form or (number == 1 and form == 0), f"{self.path}: {item.number}: form of {pointer}")
            if number == 3:
                self.lit("<span>")
                self.led(item, pointer)
                self.lit("</span>")
            elif number == 2:
                self.lit(self.code(item, pointer))
            else:
                self.lit(self.bdi(item, pointer, 'class="hash" ' if number else ""))
            return pointer
        raise Bad(f"{self.path}: at {self.at}: {item.number}: {self.text[self.at : self.at + 80]!r}")

    def enclosed(self, item):
        if item.kind != "exhibit" or not item.file:
            return
        path, media, tool = item.file
        if tool is not None and media != "application/pdf":
            self.lit(f'<img src="{path}" alt="{item.number}">')
        self.lit(f"<p>{self.w('file')} {self.file(path)}</p>")
        if tool is not None:
            keys = ("redacted",) if media == "application/pdf" else ("copy", "redacted")
            self.is_any(*[lambda k=k: self.lit(f'<p class="copy" data-w="{k}">{self.word(k)}</p>') for k in keys])

    # ---- what a sentence rests on

    def rests(self):
        d, reached = self.dossier, {item.seq for item in self.dossier.items if item.kind == "exhibit"}

        def reaches(item):
            ahead = [to.seq in reached for to in d.leads_to(item)]
            signs = self.card_signs[item.seq]
            if item.kind == "figure":
                return (ahead and all(ahead)) or signs & {"claim", "inputs"}
            if any(ahead) or any(label_of(item, p.replace(r"\d", "0")) in signs for p in item.leads):
                return True
            if item.kind != "source":
                return False
            for other in d.items:
                if other.seq in reached and other.kind in ("claim", "source"):
                    for p in other.leaves:
                        pattern = r"/source|/accordingTo/\d" if other.kind == "claim" else r"/reliesOn/\d"
                        if is_like(pattern, p) and d.target(other, p) is item:
                            return True
            return False

        more = True
        while more:
            more = {item.seq for item in d.items if item.seq not in reached and reaches(item)}
            reached |= more
        for item in d.items:
            need(item.kind != "figure" or item.seq in reached, f"{self.path}: {item.number} rests on no evidence")
        t = self.item
        for i, pointer in enumerate(self.order):
            section = re.match(shape(r"/sections/\d"), pointer)[0]
            text = t.leaves.get(f"{pointer}/text")
            if t.leaves.get(f"{section}/voice") == "authors" or text is None:
                continue
            marks = MARK.findall(leaf_text(text))
            need(marks, f"{self.path}#s{i + 1}: names nothing")
            names = [pointer + {"f": f"/figures/{n}", "r": f"/refs/{n}/uid", "p": f"/persons/{n}"}[k] for k, n in marks]
            targets = [d.target(t, p) for p in names + self.named(pointer)]
            right = any(to is None or to.seq in reached for to in targets)
            need(right, f"{self.path}#s{i + 1}: rests on no evidence")


def main(args):
    talks = args[:1] == ["--outcomes"]
    paths = args[1:] if talks else args
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    worst = 0
    for path in paths:
        dossier = Dossier(path)
        outcome = dossier.verify()
        for line in dossier.problems + [f"not checked: {line}" for line in dossier.incomplete]:
            print(f"{path}: {line}")
        print(f"{outcome}\t{path}", flush=True)
        worst = max(worst, {"verified": 0, "incomplete": 3, "failed": 20}[outcome])
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
