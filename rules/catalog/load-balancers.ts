/** Listeners of load balancers in Terraform, CloudFormation and the CDK that take requests without TLS and do not redirect them. */
import { apiNameOf } from '../../server/model/api-name.ts';
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact, ResourceFact, SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import type { OpenDoor } from './ingress-doors.ts';

/** Resources of Terraform that are a listener; what redirects may stand in a resource of its own. */
const LISTENERS: readonly { readonly type: RegExp; readonly elsewhere?: RegExp }[] = [
  { type: /^terraform:aws_a?lb_listener$/, elsewhere: /^terraform:aws_a?lb_listener_rule$/ },
  { type: /^terraform:hcloud_load_balancer_service$/ },
  {
    type: /^terraform:(?:openstack|opentelekomcloud)_lb_listener_v[23]$/,
    elsewhere: /^terraform:(?:openstack|opentelekomcloud)_lb_l7policy_v[23]$/,
  },
];
const BALANCERS = /^terraform:(?:aws_a?lb|(?:openstack|opentelekomcloud)_lb_loadbalancer_v[23])$/;
const LISTENER_OF_TEMPLATES = 'AWS::ElasticLoadBalancingV2::Listener';
const CONSTRUCT =
  /^(?:aws-cdk-lib\/|@aws-cdk\/)?aws-(?:cdk-lib#aws_)?elasticloadbalancingv2[#.]ApplicationLoadBalancer\(\)\.addListener$/;

export function openListeners(file: FactsView): readonly OpenDoor[] {
  return [
    ...inTerraform(file.facts('resource')),
    ...inTemplates(file.facts('setting')),
    ...inConstructs(file.facts('call')),
  ];
}

function inTerraform(all: readonly ResourceFact[]): readonly OpenDoor[] {
  const isInternal = all.some(
    ({ type, value }) =>
      BALANCERS.test(type) &&
      !isAlways(entryOf(value, 'internal'), false) &&
      entryOf(value, 'internal').kind !== 'absent',
  );
  return all.flatMap(({ type, value, path, name }): readonly OpenDoor[] => {
    const row = LISTENERS.find((each) => each.type.test(type));
    const protocol = entryOf(value, 'protocol');
    if (!row || isInternal || value.open || !isAlways(protocol, 'HTTP', 'http') || protocol.kind !== 'known') return [];
    // What is answered by the listener itself shows nothing of the application.
    if (says(value, /^(?:redirect|fixed-response)$/, 0) || value.entries.has('dynamic')) return [];
    if (
      row.elsewhere &&
      all.some((other) => row.elsewhere?.test(other.type) === true && says(other.value, /redirect/i, 0))
    )
      return [];
    const shown = `${type.slice('terraform:'.length)}.${name}`;
    return [{ path, range: protocol.range, message: 'ingress', name: shown, option: 'protocol = "HTTPS"' }];
  });
}

/** Some entry, however deep, is such a word. */
function says(value: Value, word: RegExp, depth: number): boolean {
  if (depth > 5) return true;
  if (value.kind === 'known') return word.test(String(value.value));
  if (value.kind === 'list') return value.items.some((item) => says(item, word, depth + 1));
  return value.kind === 'record' && [...value.entries.values()].some((entry) => says(entry, word, depth + 1));
}

function inTemplates(all: readonly SettingFact[]): readonly OpenDoor[] {
  return all.flatMap(({ key, value, path }): readonly OpenDoor[] => {
    const [first, resource = '', last] = key;
    if (first !== 'Resources' || last !== 'Type' || !isAlways(value, LISTENER_OF_TEMPLATES)) return [];
    const own = all.filter(
      (other) => other.key[0] === first && other.key[1] === resource && other.key[2] === 'Properties',
    );
    const protocol = own.find((other) => other.key.length === 4 && other.key[3] === 'Protocol')?.value ?? ABSENT;
    const actions = own.filter((other) => other.key[3] === 'DefaultActions' && other.key.at(-1) === 'Type');
    if (protocol.kind !== 'known' || !isAlways(protocol, 'HTTP')) return [];
    if (actions.length === 0 || !actions.every((action) => isAlways(action.value, 'forward'))) return [];
    return [
      {
        path,
        range: protocol.range,
        message: 'ingress',
        name: `${resource} (${LISTENER_OF_TEMPLATES})`,
        option: 'Protocol: HTTPS',
      },
    ];
  });
}

/** Only balancers that are said to be reached from the internet. */
function inConstructs(calls: readonly CallFact[]): readonly OpenDoor[] {
  const listeners = calls.filter(({ callee }) => CONSTRUCT.test(callee));
  if (listeners.length === 0 || calls.some(({ callee }) => /ListenerAction\.(?:redirect|fixedResponse)$/.test(callee)))
    return [];
  return listeners.flatMap(({ arguments: given, receiver, path }): readonly OpenDoor[] => {
    const options = given[1] ?? ABSENT;
    const balancer = receiver.kind === 'call' ? (receiver.arguments[2] ?? ABSENT) : ABSENT;
    const [protocol, port] = [entryOf(options, 'protocol'), entryOf(options, 'port')];
    if (options.kind !== 'record' || options.open || !isAlways(entryOf(balancer, 'internetFacing'), true)) return [];
    if (options.entries.has('certificates') || options.entries.has('sslPolicy')) return [];
    const isPlain =
      apiNameOf(protocol).endsWith('ApplicationProtocol.HTTP') || (protocol.kind === 'absent' && isAlways(port, 80));
    const { range } = protocol.kind === 'absent' ? port : protocol;
    return isPlain && range ? [{ path, range, message: 'ingress', name: 'addListener', option: 'certificates' }] : [];
  });
}
