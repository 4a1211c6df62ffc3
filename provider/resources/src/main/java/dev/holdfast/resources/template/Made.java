package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Map;
import java.util.Optional;

/// A template that is there.
///
/// @param host the node that has it
/// @param hash what it was made from; empty where somebody else made it
record Made(VmId id, NodeName host, Optional<String> hash) {

  static Optional<Made> of(Value value) {
    return Values.object(value)
        .map(object ->
            new Made(
                new VmId(Values.number(object.get("vmid")).orElseThrow().intValueExact()),
                new NodeName(Values.string(object.get("host")).orElseThrow()),
                Values.string(object.get("content_hash"))));
  }

  Value value() {
    return new Value.Obj(
        Map.of(
            "vmid", Value.of(id.number()),
            "host", Value.of(host.text()),
            "content_hash", hash.map(Value::of).orElse(Values.NULL)));
  }

  /// Such as `pve1/9000`.
  String place() {
    return host + "/" + id;
  }

  /// The template of a place.
  static Made at(String place) {
    int slash = place.indexOf('/');
    return new Made(
        VmId.parse(place.substring(slash + 1)),
        new NodeName(place.substring(0, slash)),
        Optional.empty());
  }
}
