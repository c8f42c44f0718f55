/** Tells which files of a project may set environment variables, so that only those are parsed for their sake. */

const DOTENV = /(?:^|\/)\.env(?:[._-][^/]*)?$|\.env$/i;
const DOCKERFILE = /(?:^|\/)(?:Dockerfile|Containerfile)(?:$|[._-])|\.(?:dockerfile|containerfile)$/i;
const YAML = /\.ya?ml$/i;
/** One of these stands in every YAML file that sets a variable: the key above it, or the kind of a Kubernetes object. */
const SETS_VARIABLES =
  /\b(?:env|environment|env_file|extraEnv\w{0,20}|envVars|variables|stringData):|^kind: *["']?(?:ConfigMap|Secret)\b/m;
/** Units of systemd and Podman. */
const UNIT = /\.(?:service|container|pod)(?:\.d\/[^/]+\.conf)?$/i;
const WORD = /[A-Za-z_]\w*/g;

/** The words of a file that may set environment variables, undefined where it cannot. */
export function wordsOfEnvironment(path: string, text: string): ReadonlySet<string> | undefined {
  const isKnown = DOTENV.test(path) || DOCKERFILE.test(path) || UNIT.test(path);
  if (!isKnown && !(YAML.test(path) && SETS_VARIABLES.test(text))) return undefined;
  return new Set(text.match(WORD));
}
