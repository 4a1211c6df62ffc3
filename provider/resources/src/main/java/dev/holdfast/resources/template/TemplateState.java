package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.WireReader;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.tree.Trees;
import dev.holdfast.resources.vm.VmIdentity;
import dev.holdfast.resources.vm.VmLive;
import dev.holdfast.resources.vm.VmReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The object that Terraform stores: the plan's facts, and the templates that are there.
final class TemplateState {

  private TemplateState() {}

  /// The templates in an object, by the node they serve.
  static Map<String, Made> templates(Value object) {
    Map<String, Made> templates = new TreeMap<>();
    Trees.elements(Values.attribute(object, "templates"))
        .forEach((node, value) -> Made.of(value).ifPresent(made -> templates.put(node, made)));
    return templates;
  }

  /// The older templates in an object.
  static List<Made> superseded(Value object) {
    return Values.attribute(object, "superseded").parts().stream()
        .flatMap(place -> Values.string(place).stream())
        .sorted()
        .map(Made::at)
        .toList();
  }

  /// The object with these templates.
  static Value.Obj with(Value.Obj basis, Map<String, Made> templates, Collection<Made> superseded) {
    return basis
        .with("templates", new Value.MapOf(values(templates)))
        .with("superseded", places(superseded))
        .with("id", Value.of(id(templates)))
        .with("vmid", vmid(templates));
  }

  private static Map<String, Value> values(Map<String, Made> templates) {
    Map<String, Value> values = new TreeMap<>();
    templates.forEach((node, made) -> values.put(node, made.value()));
    return values;
  }

  static Value places(Collection<Made> templates) {
    return new Value.SetOf(
        templates.stream().map(Made::place).distinct().sorted().map(Value::of).toList());
  }

  static String id(Map<String, Made> templates) {
    return String.join(
        ",", templates.values().stream().map(Made::place).distinct().sorted().toList());
  }

  static Value vmid(Map<String, Made> templates) {
    return new TreeMap<>(templates)
        .values().stream()
            .findFirst()
            .<Value>map(made -> Value.of(made.id().number()))
            .orElse(Values.NULL);
  }

  /// What is found of an object's templates.
  ///
  /// @param object empty when none of them is there any more
  /// @param privateState with the identities of those that are
  record Found(Optional<Value.Obj> object, PrivateState privateState) {}

  /// Reads the templates of an object: one request each, and the listings that all machines share.
  static Found read(ProxmoxClient client, Value.Obj before, PrivateState privateState) {
    return read(client, before, privateState, Selection.MANAGED);
  }

  /// @param selection everything for an import
  static Found read(
      ProxmoxClient client, Value.Obj before, PrivateState privateState, Selection selection) {
    VmReader reader = new VmReader(client);
    Map<Made, Optional<VmLive>> read = new HashMap<>();
    Map<String, Made> templates = new LinkedHashMap<>();
    Map<String, VmLive> lives = new LinkedHashMap<>();
    templates(before)
        .forEach((node, made) ->
            read.computeIfAbsent(made, _ -> there(reader, made, privateState, selection))
                .ifPresent(live -> {
                  templates.put(node, found(made, live));
                  lives.put(node, live);
                }));
    List<Made> superseded =
        superseded(before).stream()
            .filter(made -> there(reader, made, privateState, selection).isPresent())
            .toList();
    PrivateState identities = privateState;
    for (VmLive live : lives.values()) {
      identities = VmIdentity.store(identities, live);
    }
    if (templates.isEmpty() && superseded.isEmpty()) {
      return new Found(Optional.empty(), identities);
    }
    Value.Obj object = with(metadata(before, lives.values(), selection), templates, superseded);
    return new Found(Optional.of(object), identities);
  }

  private static Made found(Made before, VmLive live) {
    Optional<String> hash = live.config().value("description").flatMap(TemplateMark::hash);
    return new Made(before.id(), new NodeName(live.node().text()), hash);
  }

  private static Optional<VmLive> there(
      VmReader reader, Made made, PrivateState privateState, Selection selection) {
    return reader
        .refresh(made.id(), Optional.of(made.host()))
        .filter(live -> VmIdentity.matches(privateState, live))
        .filter(live -> live.config().template() || selection == Selection.ALL);
  }

  /// Name, description and tags; where templates differ, as the one that differs from the state has
  /// them: the next apply writes all of them.
  private static Value.Obj metadata(
      Value.Obj before, Collection<VmLive> lives, Selection selection) {
    Value.Obj result = before;
    for (VmLive live : lives) {
      Value.Obj read =
          WireReader.read(TemplateTable.METADATA_TABLE, config(live), metadata(before), selection);
      if (!read.equals(metadata(before))) {
        for (Map.Entry<String, Value> entry : read.attributes().entrySet()) {
          result = result.with(entry.getKey(), entry.getValue());
        }
        return result;
      }
    }
    return result;
  }

  private static Value.Obj metadata(Value.Obj object) {
    Map<String, Value> values = new LinkedHashMap<>();
    TemplateTable.METADATA_TABLE
        .body()
        .attributes()
        .forEach(attribute -> values.put(attribute.name(), object.get(attribute.name())));
    return new Value.Obj(values);
  }

  /// The configuration as the user means it: without what we write into the description.
  static Map<String, String> config(VmLive live) {
    Map<String, String> config = new LinkedHashMap<>(live.config().values());
    config.computeIfPresent("description", (_, text) -> TemplateMark.off(text));
    return config;
  }
}
