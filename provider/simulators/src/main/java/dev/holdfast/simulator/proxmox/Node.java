package dev.holdfast.simulator.proxmox;

import java.util.List;

/// A node of the cluster.
final class Node {

  private final String name;
  private final List<String> bridges;
  private boolean up = true;
  private String fingerprint = "";

  Node(String name, List<String> bridges) {
    this.name = name;
    this.bridges = List.copyOf(bridges);
  }

  String name() {
    return name;
  }

  List<String> bridges() {
    return bridges;
  }

  String fingerprint() {
    return fingerprint;
  }

  void fingerprint(String other) {
    fingerprint = other;
  }

  boolean isUp() {
    return up;
  }

  void up(boolean other) {
    up = other;
  }
}
