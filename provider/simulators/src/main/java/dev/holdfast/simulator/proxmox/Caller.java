package dev.holdfast.simulator.proxmox;

import java.util.Optional;

/// Who makes a request: a user, or one of a user's API tokens.
record Caller(String user, Optional<String> token) {

  static final String ROOT = "root@pam";

  /// The name that tasks and access lists carry.
  String authId() {
    return token.map(t -> user + "!" + t).orElse(user);
  }

  /// Whether this is root itself; a token of root is not.
  boolean isRoot() {
    return authId().equals(ROOT);
  }
}
