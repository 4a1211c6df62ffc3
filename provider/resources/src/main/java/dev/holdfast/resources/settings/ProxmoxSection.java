package dev.holdfast.resources.settings;

import java.util.Optional;

/// What came of the Proxmox VE settings of a provider.
public sealed interface ProxmoxSection {

  /// The settings are complete.
  record Ready(ProxmoxAccess cluster) implements ProxmoxSection {}

  /// Some settings are known only after an apply.
  record NotYetKnown() implements ProxmoxSection {}

  /// The provider block has no settings for Proxmox VE at all, so nothing of it can be planned.
  record LeftOut() implements ProxmoxSection {}

  /// The way to the cluster, where there is one.
  default Optional<ProxmoxAccess> access() {
    return this instanceof Ready(ProxmoxAccess cluster) ? Optional.of(cluster) : Optional.empty();
  }
}
