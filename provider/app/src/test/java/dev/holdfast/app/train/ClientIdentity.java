package dev.holdfast.app.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The key and certificate that a client shows to the plugin: P-521, self-signed, for `localhost`,
/// as go-plugin makes them.
///
/// They come from the JDK's own keytool, so nothing here shares code with the server under test.
public record ClientIdentity(KeyStore store, Certificate certificate) {

  /// Protects a key that lives for one run in a file of its owner's.
  static final String PASSWORD = "one-run";

  /// Makes a new identity.
  public static ClientIdentity create() {
    try {
      Path folder = Files.createTempDirectory("holdfast-client");
      Path file = folder.resolve("identity.p12");
      try {
        runKeytool(file);
        return read(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new PluginFailure("Unable to make a client certificate", e);
    }
  }

  /// The certificate in the form of `PLUGIN_CLIENT_CERT`.
  public String pem() {
    try {
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new PluginFailure("Unable to encode the client certificate", e);
    }
  }

  @Override
  public String toString() {
    return "ClientIdentity[redacted]";
  }

  private static void runKeytool(Path file) throws IOException {
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "client",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp521r1",
                    "-dname",
                    "CN=localhost,O=HashiCorp",
                    "-ext",
                    "san=dns:localhost",
                    "-ext",
                    "bc=ca:true",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!PluginFailure.uninterrupted(() -> keytool.waitFor(60, TimeUnit.SECONDS))
        || keytool.exitValue() != 0) {
      throw new PluginFailure("keytool made no client certificate");
    }
  }

  private static ClientIdentity read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new ClientIdentity(store, store.getCertificate("client"));
  }
}
