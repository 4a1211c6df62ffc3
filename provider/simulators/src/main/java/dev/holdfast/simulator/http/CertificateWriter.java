package dev.holdfast.simulator.http;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/// Writes and signs X.509 certificates (RFC 5280), ECDSA with SHA-256.
final class CertificateWriter {

  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /// Whom a certificate is about.
  record Request(String commonName, PublicKey key, CertificateAuthority.Validity validity) {}

  /// Who signs it.
  record Issuer(String commonName, PublicKey key, PrivateKey signer) {}

  /// The names and addresses it speaks for.
  record AlternativeNames(List<String> names, List<InetAddress> addresses) {}

  private CertificateWriter() {}

  static X509Certificate authority(Request request, BigInteger serial, PrivateKey signer) {
    Issuer itself = new Issuer(request.commonName, request.key, signer);
    byte[] extensions =
        Der.sequence(
            critical("2.5.29.19", Der.sequence(Der.bool(true))),
            // Key usage: keyCertSign and cRLSign, bits 5 and 6.
            critical("2.5.29.15", Der.bits(1, new byte[] {0b0000_0110})),
            extension("2.5.29.14", Der.octets(keyId(request.key))));
    return sign(body(request, serial, itself.commonName, extensions), itself);
  }

  static X509Certificate server(
      Request request, AlternativeNames alternatives, BigInteger serial, Issuer issuer) {
    byte[] extensions =
        Der.sequence(
            critical("2.5.29.19", Der.sequence()),
            // Key usage: digitalSignature, bit 0.
            critical("2.5.29.15", Der.bits(7, new byte[] {(byte) 0b1000_0000})),
            extension("2.5.29.37", Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))),
            extension("2.5.29.14", Der.octets(keyId(request.key))),
            extension("2.5.29.35", Der.sequence(Der.implicit(0, keyId(issuer.key)))),
            extension("2.5.29.17", Der.sequence(generalNames(alternatives))));
    return sign(body(request, serial, issuer.commonName, extensions), issuer);
  }

  private static byte[] body(Request request, BigInteger serial, String issuer, byte[] extensions) {
    return Der.sequence(
        Der.explicit(0, Der.integer(BigInteger.TWO)),
        Der.integer(serial),
        ECDSA_WITH_SHA256,
        name(issuer),
        Der.sequence(Der.time(request.validity.from()), Der.time(request.validity.until())),
        name(request.commonName),
        request.key.getEncoded(),
        Der.explicit(3, extensions));
  }

  private static X509Certificate sign(byte[] body, Issuer issuer) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(issuer.signer);
      signature.update(body);
      byte[] signed = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign a certificate", e);
    }
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
  }

  private static byte[] generalNames(AlternativeNames alternatives) {
    Stream<byte[]> names =
        alternatives.names.stream()
            .map(n -> Der.implicit(DNS_NAME, n.getBytes(StandardCharsets.US_ASCII)));
    Stream<byte[]> addresses =
        alternatives.addresses.stream().map(a -> Der.implicit(IP_ADDRESS, a.getAddress()));
    return Der.join(Stream.concat(names, addresses).toArray(byte[][]::new));
  }

  private static byte[] critical(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value));
  }

  private static byte[] extension(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.octets(value));
  }

  /// An identifier of the key; any that is unique will do (RFC 5280, 4.2.1.2).
  private static byte[] keyId(PublicKey key) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-1", e);
    }
  }
}
