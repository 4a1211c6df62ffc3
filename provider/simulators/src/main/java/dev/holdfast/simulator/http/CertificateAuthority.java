package dev.holdfast.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate authority of its own for simulators, as every Proxmox cluster has one.
///
/// Keys are on the curve P-256 and live in memory only.
public final class CertificateAuthority {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /// From when to when a certificate is good.
  public record Validity(Instant from, Instant until) {

    /// From yesterday on, for ten years.
    public static Validity now() {
      Instant yesterday = Instant.now().minus(Duration.ofDays(1));
      return new Validity(yesterday, yesterday.plus(Duration.ofDays(3650)));
    }
  }

  private CertificateAuthority(String name, KeyPair keys, X509Certificate certificate) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
  }

  /// A new authority with a key of its own.
  public static CertificateAuthority create(String commonName) {
    KeyPair keys = newKeys();
    CertificateWriter.Request request =
        new CertificateWriter.Request(commonName, keys.getPublic(), Validity.now());
    X509Certificate certificate =
        CertificateWriter.authority(request, newSerial(), keys.getPrivate());
    return new CertificateAuthority(commonName, keys, certificate);
  }

  /// A server certificate, good from yesterday on, for ten years.
  public ServerIdentity issue(String commonName, List<String> names, List<InetAddress> addresses) {
    return issue(commonName, names, addresses, Validity.now());
  }

  /// A server certificate for these names and addresses.
  public ServerIdentity issue(
      String commonName, List<String> names, List<InetAddress> addresses, Validity validity) {
    KeyPair serverKeys = newKeys();
    X509Certificate issued =
        CertificateWriter.server(
            new CertificateWriter.Request(commonName, serverKeys.getPublic(), validity),
            new CertificateWriter.AlternativeNames(names, addresses),
            newSerial(),
            new CertificateWriter.Issuer(name, keys.getPublic(), keys.getPrivate()));
    return new ServerIdentity(serverKeys.getPrivate(), List.of(issued, certificate));
  }

  /// The authority's own certificate.
  public X509Certificate certificate() {
    return certificate;
  }

  /// The authority's own certificate as text, to be trusted by clients.
  public String certificatePem() {
    return ServerIdentity.pem(certificate);
  }

  /// A TLS context for clients that trust this authority and no other.
  public SSLContext trustingContext() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setCertificateEntry("authority", certificate);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no curve P-256", e);
    }
  }

  private static BigInteger newSerial() {
    return new BigInteger(127, RANDOM).add(BigInteger.ONE);
  }
}
