package dev.holdfast.transport.key;

import java.util.Arrays;

/// A key that is offered with its certificate.
public final class CertifiedKey implements UserKey {
  private final UserKey key;
  private final byte[] certificate;

  private CertifiedKey(UserKey key, byte[] certificate) {
    this.key = key;
    this.certificate = certificate.clone();
  }

  /// @throws KeyException when the certificate is another key's
  public static UserKey of(UserKey key, byte[] certificate) {
    if (!Arrays.equals(Certificate.parse(certificate).key(), key.blob())) {
      throw new KeyException("the certificate is not that of the " + key.description());
    }
    return new CertifiedKey(key, certificate);
  }

  @Override
  public byte[] blob() {
    return certificate.clone();
  }

  @Override
  public byte[] sign(String algorithm, byte[] data) {
    return key.sign(algorithm, data);
  }

  @Override
  public String description() {
    return "certificate \"" + Certificate.parse(certificate).id() + "\" of " + key.description();
  }

  @Override
  public String toString() {
    return description();
  }
}
