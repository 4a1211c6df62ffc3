package dev.holdfast.server.process;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// A certificate for `localhost` that lives as long as its process (RFC 5280).
///
/// The host trusts exactly the certificate that it reads from the handshake line and asks for the
/// name `localhost`; nothing else in it matters. The key dies with the process, so the dates are
/// constants and a wrong clock cannot get in the way.
record SelfSignedCertificate(X509Certificate certificate, PrivateKey key) {
  private static final String NOT_BEFORE = "000101000000Z";
  private static final String NOT_AFTER = "491231235959Z";
  private static final String HOST = "localhost";

  static SelfSignedCertificate create(KeyType type) {
    try {
      KeyPair pair = type.generate();
      byte[] content = content(type, pair.getPublic().getEncoded());
      byte[] signature = type.sign(pair.getPrivate(), content);
      byte[] der = Der.sequence(content, type.signatureIdentifier(), Der.bits(0, signature));
      return new SelfSignedCertificate(parse(der), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new ServerException(
          ServerException.Code.TLS_UNAVAILABLE,
          "Unable to make the plugin's certificate with a key of type " + type,
          e);
    }
  }

  static X509Certificate parse(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] content(KeyType type, byte[] publicKey) {
    byte[] name = name();
    return Der.sequence(
        Der.explicit(0, Der.integer(BigInteger.TWO)),
        Der.integer(new BigInteger(120, new SecureRandom()).setBit(120)),
        type.signatureIdentifier(),
        name,
        Der.sequence(Der.utcTime(NOT_BEFORE), Der.utcTime(NOT_AFTER)),
        name,
        publicKey,
        Der.explicit(3, Der.sequence(subjectAlternativeName(), serverUsage())));
  }

  private static byte[] name() {
    byte[] commonName = Der.oid(2, 5, 4, 3);
    return Der.sequence(Der.set(Der.sequence(commonName, Der.utf8(HOST))));
  }

  private static byte[] subjectAlternativeName() {
    byte[] dnsName = Der.implicit(2, HOST.getBytes(StandardCharsets.US_ASCII));
    return extension(Der.oid(2, 5, 29, 17), Der.sequence(dnsName));
  }

  private static byte[] serverUsage() {
    byte[] serverAuth = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
    return extension(Der.oid(2, 5, 29, 37), Der.sequence(serverAuth));
  }

  private static byte[] extension(byte[] oid, byte[] value) {
    return Der.sequence(oid, Der.octets(value));
  }

  @Override
  public String toString() {
    return "SelfSignedCertificate[" + certificate.getSigAlgName() + "]";
  }
}
