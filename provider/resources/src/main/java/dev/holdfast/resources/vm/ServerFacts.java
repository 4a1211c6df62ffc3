package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.NodeSummary;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.ProxmoxAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Checks of a plan against the cluster: its nodes and the caller's privileges.
public record ServerFacts(ProxmoxAccess access, Diagnostics diagnostics) {

  public boolean has(String path, String privilege) {
    return access.permissions().has(path, privilege);
  }

  /// Adds the error about a privilege that is missing.
  public void missing(Path path, String privilege, String on) {
    diagnostics.error(
        path,
        "Missing privilege",
        "The provider's user or API token lacks "
            + privilege
            + " on "
            + on
            + ". Grant a role that has it there; a token with privileges of its own needs the grant too.");
  }

  /// Asks for a privilege.
  public void needs(Path path, String privilege, String on) {
    if (!has(on, privilege)) {
      missing(path, privilege, on);
    }
  }

  /// Looks whether a node is there and online. A caller who may see no nodes gets no complaint.
  ///
  /// @param doing what will fail on a node that is down, such as "creating a machine"
  /// @return whether nothing is wrong with it
  public boolean node(Path path, String name, String doing) {
    List<NodeSummary> known = access.nodes();
    Optional<NodeSummary> found =
        known.stream().filter(each -> each.name().text().equals(name)).findFirst();
    if (found.isEmpty() && !known.isEmpty()) {
      diagnostics.error(
          path,
          "Unknown node",
          "The cluster has no node \""
              + name
              + "\". It has "
              + known.stream()
                  .map(each -> each.name().text())
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
      return false;
    }
    if (found.filter(each -> !each.online()).isPresent()) {
      diagnostics.warning(
          path,
          "Node is not online",
          "Node " + name + " is not online now; " + doing + " on it will fail.");
      return false;
    }
    return true;
  }
}
