package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.NodeSummary;
import dev.holdfast.client.proxmox.StorageStatus;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.ProxmoxAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a plan that makes templates can know from the server: version, nodes, storages, privileges.
final class TemplateServerChecks {

  private static final Path NODES = Path.of("nodes");
  private static final Path IMPORT = Path.of("import_storage");
  private static final Path DISK = Path.of("disk", "storage");

  private final TemplateSpec spec;
  private final ProxmoxAccess access;
  private final Diagnostics diagnostics;

  private TemplateServerChecks(TemplateSpec spec, ProxmoxAccess access, Diagnostics diagnostics) {
    this.spec = spec;
    this.access = access;
    this.diagnostics = diagnostics;
  }

  /// @param nodes on which something is to be made
  static void run(
      TemplateSpec spec, List<NodeName> nodes, ProxmoxAccess access, Diagnostics diagnostics) {
    if (nodes.isEmpty()) {
      return;
    }
    var checks = new TemplateServerChecks(spec, access, diagnostics);
    checks.version();
    checks.privileges();
    nodes.forEach(checks::node);
  }

  private void version() {
    if (!access.version().atLeast(8, 4)) {
      diagnostics.error(
          Path.of("image"),
          "Server is too old for templates from images",
          "Proxmox VE takes disk images over its API from version 8.4 on; this server has "
              + access.version()
              + ". Upgrade it, or make the template by hand and import it.");
    }
  }

  private void privileges() {
    if (!has("/vms", "VM.Allocate") && !has("/vms/100", "VM.Allocate")) {
      missing(Path.ROOT, "VM.Allocate", "/vms");
    }
    if (!has("/storage/" + spec.diskStorage(), "Datastore.AllocateSpace")) {
      missing(DISK, "Datastore.AllocateSpace", "/storage/" + spec.diskStorage());
    }
    // Taking files away again needs another right than bringing them.
    for (String privilege : List.of("Datastore.AllocateTemplate", "Datastore.Allocate")) {
      if (!has("/storage/" + spec.importStorage(), privilege)) {
        missing(IMPORT, privilege, "/storage/" + spec.importStorage());
      }
    }
  }

  private void node(NodeName node) {
    List<NodeSummary> known = access.nodes();
    Optional<NodeSummary> found =
        known.stream().filter(each -> each.name().equals(node)).findFirst();
    if (found.isEmpty() && !known.isEmpty()) {
      diagnostics.error(
          NODES,
          "Unknown node",
          "The cluster has no node \""
              + node
              + "\". It has "
              + known.stream()
                  .map(each -> each.name().text())
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
      return;
    }
    if (found.filter(each -> !each.online()).isPresent()) {
      diagnostics.warning(
          NODES,
          "Node is not online",
          "Node " + node + " is not online now; making a template on it will fail.");
      return;
    }
    if (spec.image().download()
        && !has("/nodes/" + node, "Sys.AccessNetwork")
        && !(has("/", "Sys.Audit") && has("/", "Sys.Modify"))) {
      missing(Path.of("image", "url"), "Sys.AccessNetwork", "/nodes/" + node);
    }
    List<StorageStatus> storages = access.client().node(node).storages();
    content(storages, node, spec.importStorage(), "import", IMPORT);
    content(storages, node, spec.diskStorage(), "images", DISK);
  }

  private void content(
      List<StorageStatus> storages, NodeName node, String name, String kind, Path path) {
    Optional<StorageStatus> storage =
        storages.stream().filter(each -> each.name().equals(name)).findFirst();
    boolean takes = storage.filter(each -> each.content().contains(kind)).isPresent();
    if (!takes) {
      String able =
          storages.stream()
              .filter(each -> each.content().contains(kind))
              .map(StorageStatus::name)
              .sorted()
              .collect(Collectors.joining(", "));
      diagnostics.error(
          path,
          "Storage does not take this content",
          (storage.isPresent()
                  ? "Storage "
                      + name
                      + " on "
                      + node
                      + " does not take the content \""
                      + kind
                      + "\"."
                  : "Node "
                      + node
                      + " has no storage "
                      + name
                      + ", or the provider's user may not see it.")
              + (able.isEmpty() ? "" : " These do: " + able + ".")
              + " Contents are added to a storage in its settings, under Datacenter, Storage.");
    }
  }

  private boolean has(String path, String privilege) {
    return access.permissions().has(path, privilege);
  }

  private void missing(Path path, String privilege, String on) {
    diagnostics.error(
        path,
        "Missing privilege",
        "The provider's user or API token lacks "
            + privilege
            + " on "
            + on
            + ". Grant a role that has it there; a token with privileges of its own needs the grant too.");
  }
}
