/** Algorithms of SSH that are broken or too short, and the settings that list them. After BSI TR-02102-4. */

/** What is wrong, by name; everything else that OpenSSH and ssh2 know passes. */
const WEAK: readonly RegExp[] = [
  // Key agreement: SHA-1, and groups of 1024 bit.
  /^(?:diffie-hellman-group(?:1|14|-exchange)-sha1|rsa1024-sha1|gss-(?:group1|group14|gex)-sha1-.*)$/,
  // Ciphers: CBC without an order that protects it, broken stream ciphers, short blocks, none at all.
  /^(?:3des-c(?:bc|tr)|des-cbc.*|aes(?:128|192|256)-cbc|rijndael-cbc@lysator\.liu\.se|blowfish-c(?:bc|tr)|cast128-c(?:bc|tr)|arcfour(?:128|256)?|none)$/,
  // Authentication codes over MD5, SHA-1 and RIPEMD-160.
  /^hmac-(?:md5|sha1|ripemd160)(?:-96)?(?:-etm)?(?:@openssh\.com)?$/,
  // Keys of servers: DSA, and RSA with SHA-1.
  /^(?:ssh-dss|ssh-rsa)(?:-cert-v0[01]@openssh\.com)?$/,
];

export function isWeakSsh(name: string): boolean {
  const plain = name.trim().toLowerCase();
  return WEAK.some((each) => each.test(plain));
}

/** Settings of client and server that hold a list of names. */
export const LIST =
  /^(?:KexAlgorithms|Ciphers?|MACs|HostKeyAlgorithms|HostbasedAcceptedAlgorithms|PubkeyAcceptedKeyTypes|PubkeyAcceptedAlgorithms|CASignatureAlgorithms)$/i;
/** The same as an option of a command. */
export const LIST_OPTION =
  /(?:\b|-o)(?:KexAlgorithms|Ciphers|MACs|HostKeyAlgorithms|PubkeyAcceptedKeyTypes|PubkeyAcceptedAlgorithms)(?:=|[ \t]{1,4})([+^]?[\w@.,-]{3,400})/gi;

/** The weak names in a list; one that begins with a minus takes names out. */
export function weakIn(list: string): readonly string[] {
  const text = list.trim().replace(/^["']|["']$/g, '');
  if (text.startsWith('-')) return [];
  return text
    .replace(/^[+^]/, '')
    .split(',')
    .filter((name) => isWeakSsh(name))
    .map((name) => name.trim());
}
