package dev.holdfast.bootstrap;

import dev.holdfast.engine.session.Outcome;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlReader;
import dev.holdfast.transport.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A login to a cluster by a certificate of its own: what `kubeadm kubeconfig user` prints.
///
/// @param server the URL that the cluster's configuration names, which its nodes alone may resolve
/// @param authority the certificate of the cluster's authority, as PEM
/// @param certificate of the user, as PEM
/// @param key of the user, as PEM
/// @param expires when the certificate does
public record Kubeconfig(
    String server, String authority, String certificate, Secret key, Instant expires) {

  /// What is asked for.
  ///
  /// @param user the name in the certificate
  /// @param groups those in it
  /// @param validity how long it is good for
  public record Wanted(String user, List<String> groups, Duration validity) {
    DictValue variables() {
      DictValue variables = new DictValue();
      variables.put("kubeconfig_user", Str.of(user));
      List<Value> names = new ArrayList<>();
      groups.forEach(group -> names.add(Str.of(group)));
      variables.put("kubeconfig_groups", new ListValue(names));
      variables.put("kubeconfig_validity", Str.of(validity.toSeconds() + "s"));
      // Results that are hidden come back to nobody; nobody but us hears these.
      variables.put("kubeconfig_hidden", Bool.of(false));
      return variables;
    }
  }

  static Kubeconfig of(Outcome outcome) {
    String text = Cluster.fact(outcome.facts(), "kubeconfig_made");
    Reading config = Reading.of(YamlReader.read("kubeconfig", text).root().toValue());
    Reading cluster = config.each("clusters").getFirst().at("cluster");
    Reading user = config.each("users").getFirst().at("user");
    String certificate = decoded(user.text("client-certificate-data"));
    return new Kubeconfig(
        cluster.text("server"),
        decoded(cluster.text("certificate-authority-data")),
        certificate,
        Secret.of(decoded(user.text("client-key-data"))),
        end(certificate));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static Instant end(String certificate) {
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
      if (read instanceof X509Certificate x509) {
        return x509.getNotAfter().toInstant();
      }
    } catch (CertificateException _) {
      // Its text is not repeated: it may be anything.
    }
    throw new NodeException(
        NodeException.Kind.FAILED, "The control plane made no certificate that can be read.");
  }
}
