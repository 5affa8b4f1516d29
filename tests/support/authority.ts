import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Whether openssl can stand in for an authority here. */
export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** How a made-up authority for time stamps differs from a proper one. */
export interface AuthorityOptions {
  readonly key?: "rsa" | "p256";
  /** Value of extendedKeyUsage. */
  readonly use?: string;
  /** Validity of the stamping certificate, as `openssl x509 -days` takes it. */
  readonly days?: number;
  readonly hasIntermediate?: boolean;
}

/** An authority for time stamps, made with openssl in a folder: nobody's, for tests. */
export class Authority {
  readonly #dir: string;

  constructor(
    dir: string,
    { key = "rsa", use = "critical,timeStamping", days = 3650, hasIntermediate = false }: AuthorityOptions = {},
  ) {
    this.#dir = dir;
    const make = key === "rsa" ? ["-newkey", "rsa:2048"] : ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
    const request = (name: string) =>
      this.#openssl(
        "req",
        "-new",
        ...make,
        "-nodes",
        "-keyout",
        `${name}.key`,
        "-out",
        `${name}.csr`,
        "-subj",
        `/CN=Made-up ${name}`,
      );
    const issue = (name: string, issuer: string, extensions: string, valid: number) => {
      writeFileSync(join(dir, `${name}.ext`), extensions);
      this.#openssl(
        "x509",
        "-req",
        "-in",
        `${name}.csr`,
        "-CA",
        `${issuer}.pem`,
        "-CAkey",
        `${issuer}.key`,
        "-CAcreateserial",
        "-days",
        String(valid),
        "-extfile",
        `${name}.ext`,
        "-out",
        `${name}.pem`,
      );
    };
    const authority = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n";
    this.#openssl(
      "req",
      "-x509",
      ...make,
      "-nodes",
      "-keyout",
      "root.key",
      "-out",
      "root.pem",
      "-days",
      "7300",
      "-subj",
      "/CN=Made-up root",
      "-addext",
      "keyUsage=critical,keyCertSign",
    );
    if (hasIntermediate) {
      request("middle");
      issue("middle", "root", authority, 5000);
    }
    request("tsa");
    issue(
      "tsa",
      hasIntermediate ? "middle" : "root",
      `basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=${use}\n`,
      days,
    );
    writeFileSync(join(dir, "serial"), "01\n");
    writeFileSync(
      join(dir, "tsa.cnf"),
      `[tsa]
default_tsa = it
[it]
serial = ${join(dir, "serial")}
signer_cert = ${join(dir, "tsa.pem")}
signer_key = ${join(dir, "tsa.key")}
certs = ${join(dir, hasIntermediate ? "middle.pem" : "root.pem")}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha1
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
`,
    );
  }

  get root(): string {
    return readFileSync(join(this.#dir, "root.pem"), "utf8");
  }

  get rootPath(): string {
    return join(this.#dir, "root.pem");
  }

  /** The reply to a query. */
  stamp(query: Uint8Array): Uint8Array {
    writeFileSync(join(this.#dir, "q.tsq"), query);
    this.#openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "it", "-queryfile", "q.tsq", "-out", "r.tsr");
    return new Uint8Array(readFileSync(join(this.#dir, "r.tsr")));
  }

  #openssl(...args: readonly string[]): void {
    execFileSync("openssl", args, { cwd: this.#dir, stdio: "pipe" });
  }
}
