package dev.holdfast.simulator.proxmox;

import java.util.Map;

/// A file on the simulated Internet, which a node can download.
///
/// @param url where it is
/// @param size its size in bytes
/// @param checksums its checksums by algorithm, in hex
public record RemoteFile(String url, long size, Map<String, String> checksums) {

  /// Copies the map.
  public RemoteFile {
    checksums = Map.copyOf(checksums);
  }

  String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  static RemoteFile at(World world, String url) {
    RemoteFile file = world.internet.get(url);
    if (file == null) {
      throw Stop.error("invalid server response: '404 Not Found'");
    }
    return file;
  }
}
