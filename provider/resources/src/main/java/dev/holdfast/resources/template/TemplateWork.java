package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.StorageStatus;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.resources.settings.ProxmoxAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gets every wanted node its template: one that is there, a new one, or one on a storage that the
/// nodes share.
final class TemplateWork {

  private final ProxmoxAccess access;
  private final Diagnostics diagnostics;

  TemplateWork(ProxmoxAccess access, Diagnostics diagnostics) {
    this.access = access;
    this.diagnostics = diagnostics;
  }

  /// @param there the templates of the state, by node
  /// @return those of the wanted nodes
  Map<String, Made> serve(TemplateSpec spec, Map<String, Made> there) {
    List<NodeName> missing = TemplatePlan.missing(spec, there);
    Map<String, Made> result = new TreeMap<>();
    spec.nodes().stream()
        .filter(node -> !missing.contains(node))
        .forEach(node -> {
          Made kept = there.get(node.text());
          if (kept != null) {
            result.put(node.text(), new Made(kept.id(), kept.host(), Optional.of(spec.hash())));
          }
        });
    if (missing.isEmpty()) {
      return result;
    }
    List<StorageStatus> storages = access.client().node(missing.getFirst()).storages();
    if (shared(storages, spec.diskStorage())) {
      Made one = result.values().stream().findFirst().orElseGet(() -> one(spec, missing));
      missing.forEach(node -> result.put(node.text(), one));
      return result;
    }
    boolean importShared = shared(storages, spec.importStorage());
    new TemplateBuilds(access, spec, diagnostics)
        .make(missing, importShared)
        .forEach((node, made) -> result.put(node.text(), made));
    return result;
  }

  private Made one(TemplateSpec spec, List<NodeName> missing) {
    NodeName host = missing.getFirst();
    return Optional.ofNullable(
            new TemplateBuilds(access, spec, diagnostics).make(List.of(host), false).get(host))
        .orElseThrow();
  }

  private static boolean shared(List<StorageStatus> storages, String name) {
    return storages.stream().anyMatch(storage -> storage.name().equals(name) && storage.shared());
  }
}
