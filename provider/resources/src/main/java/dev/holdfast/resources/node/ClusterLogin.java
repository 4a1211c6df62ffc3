package dev.holdfast.resources.node;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;

import dev.holdfast.bootstrap.Kubeconfig;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.Durations;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.Clients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A login to a cluster that ends by itself: nothing of it is stored.
public final class ClusterLogin implements EphemeralResource<Clients> {
  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final String USER = "holdfast";

  /// The group that kubeadm binds to all rights.
  private static final List<String> GROUPS = List.of("kubeadm:cluster-admins");

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9:@._-]*";

  private static final Schema SCHEMA =
      Schema.of(
          "A login to a cluster for this run of Terraform: a client certificate that one of its control planes signs "
              + "for a while. Neither plan nor state hold it. It cannot be taken back, so keep it short.",
          ClusterTable.ATTRIBUTE,
          ClusterData.AFTER,
          optional("user", Type.STRING, "Name in the certificate; `holdfast` when left out.")
              .validated(Validators.matches(NAME, "letters, digits and :@._-")),
          optional(
                  "groups",
                  Type.listOf(Type.STRING),
                  "Groups in the certificate, to which Kubernetes gives rights; `kubeadm:cluster-admins`, which has all "
                      + "of them, when left out.")
              .validated(Validators.each(Validators.matches(NAME, "letters, digits and :@._-"))),
          optional("validity", Type.STRING, "How long it is good for; `1h` when left out.")
              .validated(Validators.duration()),
          optional(
                  "server",
                  Type.STRING,
                  "The URL to log in at, such as `https://192.0.2.10:6443` of a control plane; left out, the cluster's "
                      + "endpoint, whose name only its nodes resolve.")
              .validated(
                  Validators.matches("https://[^\\s/]+", "a URL such as https://192.0.2.10:6443")),
          computed("host", Type.STRING, "The URL to log in at."),
          computed("cluster_ca_certificate", Type.STRING, "Certificate of the cluster, as PEM."),
          computed("client_certificate", Type.STRING, "Certificate of the user, as PEM."),
          computed("client_key", Type.STRING, "Key of the user, as PEM.").sensitive(),
          computed("expires", Type.STRING, "When the certificate ends, in the form of RFC 3339."),
          computed("kubeconfig", Type.STRING, "All of it as a kubeconfig file.").sensitive());

  private final ClusterAsking clusters;

  public ClusterLogin() {
    this(new ClusterAsking.Playbooks());
  }

  ClusterLogin(ClusterAsking clusters) {
    this.clusters = clusters;
  }

  @Override
  public String typeName() {
    return "k8s_kubeconfig";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Opened open(Call<Clients> call, Value.Obj config) {
    List<String> groups =
        config.get("groups").isNull()
            ? GROUPS
            : config.get("groups").parts().stream()
                .flatMap(group -> Values.string(group).stream())
                .toList();
    var wanted =
        new Kubeconfig.Wanted(
            NodeInputs.text(config, "user").orElse(USER),
            groups,
            NodeInputs.text(config, "validity").flatMap(Durations::parse).orElse(VALIDITY));
    Optional<Value.Obj> opened =
        ClusterAsking.ask(
                call,
                config,
                cluster -> clusters.login(cluster, wanted, new Bounds(call, ClusterAsking.TIMEOUT)))
            .map(made -> filled(config, wanted.user(), made));
    return new Opened(opened, PrivateState.EMPTY, Optional.empty(), Optional.empty());
  }

  private static Value.Obj filled(Value.Obj config, String user, Kubeconfig made) {
    String server = NodeInputs.text(config, "server").orElse(made.server());
    return config
        .with("host", Value.of(server))
        .with("cluster_ca_certificate", Value.of(made.authority()))
        .with("client_certificate", Value.of(made.certificate()))
        .with("client_key", Value.of(made.key().reveal()))
        .with("expires", Value.of(made.expires().toString()))
        .with("kubeconfig", Value.of(file(config, server, user, made)));
  }

  private static String file(Value.Obj config, String server, String user, Kubeconfig made) {
    String cluster = NodeInputs.text(config.get("cluster"), "name").orElseThrow();
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: "%2$s"
        certificate-authority-data: %3$s
    users:
    - name: "%4$s"
      user:
        client-certificate-data: %5$s
        client-key-data: %6$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: "%4$s"
    current-context: %1$s
    """
        .formatted(
            cluster,
            server,
            base64(made.authority()),
            user,
            base64(made.certificate()),
            base64(made.key().reveal()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Renewed renew(Call<Clients> call, PrivateState privateState) {
    return new Renewed(privateState, Optional.empty());
  }

  /// A certificate ends by itself.
  @Override
  public void close(Call<Clients> call, PrivateState privateState) {}
}
