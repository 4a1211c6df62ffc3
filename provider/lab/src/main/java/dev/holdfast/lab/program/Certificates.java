package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Digest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/// Reads certificates.
public final class Certificates {
  private Certificates() {}

  /// SHA-256 of the public key of a certificate in PEM; empty when it is none.
  public static Optional<String> pin(String pem) {
    try (var stream = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(stream);
      return Optional.of(Digest.SHA256.hex(certificate.getPublicKey().getEncoded()));
    } catch (CertificateException | java.io.IOException _) {
      return Optional.empty();
    }
  }
}
