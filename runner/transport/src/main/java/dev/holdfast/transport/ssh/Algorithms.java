package dev.holdfast.transport.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.List;
import java.util.function.Supplier;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.digest.Digest;
import net.schmizz.sshj.transport.digest.SHA256;
import net.schmizz.sshj.transport.digest.SHA384;
import net.schmizz.sshj.transport.digest.SHA512;
import net.schmizz.sshj.transport.kex.DHGroupData;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;

/// What is offered to servers: only algorithms without known weakness, strongest and fastest first;
/// no SHA-1, no CBC, no DSA. The list is shorter than OpenSSH's defaults by what needs more than
/// the Java runtime (ChaCha20-Poly1305 in SSH's form, sntrup761, UMAC).
final class Algorithms {
  private Algorithms() {}

  static Config config() {
    SecurityUtils.setRegisterBouncyCastle(false);
    ConfigImpl config = new ConfigImpl();
    config.setLoggerFactory(SshLog.factory());
    config.setVersion("Holdfast");
    config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
    config.setKeepAliveProvider(KeepAliveProvider.HEARTBEAT);
    config.setVerifyHostKeyCertificates(false);
    config.setFileKeyProviderFactories(List.of());
    config.setKeyExchangeFactories(exchanges());
    config.setKeyAlgorithms(hostKeys());
    config.setCipherFactories(
        List.of(
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES128CTR(),
            BlockCiphers.AES192CTR(),
            BlockCiphers.AES256CTR()));
    config.setMACFactories(
        List.of(
            Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
    config.setCompressionFactories(List.of(new NoneCompression.Factory()));
    return config;
  }

  private static List<Factory.Named<KeyExchange>> exchanges() {
    return List.of(
        exchange("curve25519-sha256", Agreement::x25519, SHA256::new),
        exchange("curve25519-sha256@libssh.org", Agreement::x25519, SHA256::new),
        exchange("ecdh-sha2-nistp256", () -> Agreement.curve("secp256r1"), SHA256::new),
        exchange("ecdh-sha2-nistp384", () -> Agreement.curve("secp384r1"), SHA384::new),
        exchange("ecdh-sha2-nistp521", () -> Agreement.curve("secp521r1"), SHA512::new),
        exchange(
            "diffie-hellman-group16-sha512", () -> Agreement.prime(DHGroupData.P16), SHA512::new),
        exchange(
            "diffie-hellman-group18-sha512", () -> Agreement.prime(DHGroupData.P18), SHA512::new),
        exchange(
            "diffie-hellman-group14-sha256", () -> Agreement.prime(DHGroupData.P14), SHA256::new));
  }

  private static Factory.Named<KeyExchange> exchange(
      String name, Supplier<Agreement> agreement, Supplier<Digest> digest) {
    return new Factory.Named<>() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public KeyExchange create() {
        return new Exchange(agreement.get(), digest.get());
      }
    };
  }

  private static List<Factory.Named<KeyAlgorithm>> hostKeys() {
    return List.of(
        KeyAlgorithms.EdDSA25519CertV01(),
        KeyAlgorithms.ECDSASHANistp256CertV01(),
        KeyAlgorithms.ECDSASHANistp384CertV01(),
        KeyAlgorithms.ECDSASHANistp521CertV01(),
        new KeyAlgorithms.Factory(
            "rsa-sha2-512-cert-v01@openssh.com",
            new SignatureRSA.FactoryRSASHA512(),
            KeyType.RSA_CERT),
        new KeyAlgorithms.Factory(
            "rsa-sha2-256-cert-v01@openssh.com",
            new SignatureRSA.FactoryRSASHA256(),
            KeyType.RSA_CERT),
        KeyAlgorithms.EdDSA25519(),
        KeyAlgorithms.ECDSASHANistp256(),
        KeyAlgorithms.ECDSASHANistp384(),
        KeyAlgorithms.ECDSASHANistp521(),
        KeyAlgorithms.RSASHA512(),
        KeyAlgorithms.RSASHA256());
  }

  /// The names on our list that serve keys of the types, for asking the server for those first.
  ///
  /// @param types key types as blobs name them; `*-cert-v01@openssh.com` stands for any certificate
  static List<String> serving(List<String> types) {
    return hostKeys().stream()
        .map(Factory.Named::getName)
        .filter(name -> types.stream().anyMatch(type -> serves(name, type)))
        .toList();
  }

  private static boolean serves(String name, String type) {
    if (type.startsWith("*")) {
      return name.endsWith(type.substring(1));
    }
    return name.equals(type)
        || (type.equals("ssh-rsa") && name.startsWith("rsa-sha2-") && !name.contains("cert"));
  }
}
