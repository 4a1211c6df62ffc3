package dev.holdfast.client.proxmox;

import java.util.regex.Pattern;

/// The short name of a cluster node.
public record NodeName(String text) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?");

  public NodeName {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("'%s' is no node name.".formatted(text));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
