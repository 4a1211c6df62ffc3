package dev.holdfast.acceptance.terraform;

import dev.holdfast.server.ReattachServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where Terraform finds the providers of a test.
public sealed interface Providers {

  /// Running already; Terraform attaches to them, so neither init nor a lock file is needed.
  record Running(List<ReattachServer> servers) implements Providers {
    public Running {
      servers = List.copyOf(servers);
    }
  }

  /// Executables by address (`holdfast/proxmox`), started by Terraform without being installed.
  record Executables(Map<String, Path> byAddress) implements Providers {
    public Executables {
      byAddress = new TreeMap<>(byAddress);
    }
  }

  /// Installed from a file-system mirror; the workspace has to be initialised.
  record Mirror(Path folder) implements Providers {}

  static Providers none() {
    return new Running(List.of());
  }

  static Providers running(ReattachServer... servers) {
    return new Running(List.of(servers));
  }
}
