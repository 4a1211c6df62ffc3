package dev.holdfast.transport.key;

/// A key that a user authenticates with: of a file, or held by an agent.
public interface UserKey {
  /// The public key's or the certificate's blob, as it is offered to servers.
  byte[] blob();

  /// Signs data.
  ///
  /// @param algorithm one of [Signatures#algorithms] for the blob's type
  /// @return the signature in SSH's encoding
  byte[] sign(String algorithm, byte[] data);

  /// What the key is, for messages: its type, where it is from, its fingerprint.
  String description();
}
