package dev.holdfast.transport.ssh;

import java.security.PublicKey;

/// A server's key or certificate as it came, once the server proved to hold it.
final class PresentedKey implements PublicKey {
  private final byte[] blob;

  PresentedKey(byte[] blob) {
    this.blob = blob.clone();
  }

  byte[] blob() {
    return blob.clone();
  }

  @Override
  public String getAlgorithm() {
    return "SSH";
  }

  @Override
  public String getFormat() {
    return "SSH";
  }

  @Override
  public byte[] getEncoded() {
    return blob();
  }
}
