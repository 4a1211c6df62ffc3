package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.StorageStatus;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.vm.ServerFacts;
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
  private final ServerFacts facts;

  private TemplateServerChecks(TemplateSpec spec, ProxmoxAccess access, Diagnostics diagnostics) {
    this.spec = spec;
    this.access = access;
    this.diagnostics = diagnostics;
    this.facts = new ServerFacts(access, diagnostics);
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
    if (!facts.has("/vms", "VM.Allocate") && !facts.has("/vms/100", "VM.Allocate")) {
      facts.missing(Path.ROOT, "VM.Allocate", "/vms");
    }
    facts.needs(DISK, "Datastore.AllocateSpace", "/storage/" + spec.diskStorage());
    // Taking files away again needs another right than bringing them.
    for (String privilege : List.of("Datastore.AllocateTemplate", "Datastore.Allocate")) {
      facts.needs(IMPORT, privilege, "/storage/" + spec.importStorage());
    }
  }

  private void node(NodeName node) {
    if (!facts.node(NODES, node.text(), "making a template")) {
      return;
    }
    if (spec.image().download()
        && !facts.has("/nodes/" + node, "Sys.AccessNetwork")
        && !(facts.has("/", "Sys.Audit") && facts.has("/", "Sys.Modify"))) {
      facts.missing(Path.of("image", "url"), "Sys.AccessNetwork", "/nodes/" + node);
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
}
