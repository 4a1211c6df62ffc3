package dev.holdfast.resources.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.ClusterSpec;
import dev.holdfast.bootstrap.ClusterView;
import dev.holdfast.bootstrap.Kubeconfig;
import dev.holdfast.bootstrap.Role;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Cancellation;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.yaml.YamlReader;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.ssh.SshAccess;
import dev.holdfast.transport.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is asked of clusters.
class ClusterAskingTest implements ClusterAsking {
  private final Diagnostics diagnostics = new Diagnostics();
  private final List<Kubeconfig.Wanted> wanted = new ArrayList<>();

  @Override
  public ClusterView.Seen read(ClusterSpec cluster, Bounds bounds) {
    return new ClusterView.Seen(
        "sha256:ca",
        List.of(
            new ClusterView.Node(
                "cp1", Role.CONTROL_PLANE, "uid", true, "1.36.4", List.of("10.0.0.1"))),
        List.of(new ClusterView.Member("cp1", List.of("https://10.0.0.1:2380"), false)));
  }

  @Override
  public Kubeconfig login(ClusterSpec cluster, Kubeconfig.Wanted asked, Bounds bounds) {
    wanted.add(asked);
    return new Kubeconfig(
        "https://api.holdfast.internal:7443",
        "AUTHORITY",
        "CERTIFICATE",
        Secret.of("KEY"),
        Instant.EPOCH);
  }

  private Call<Clients> call(SshAccess access) {
    return new Call<>(
        new Clients(new Section.LeftOut<>(), new Section.LeftOut<>(), access),
        new Cancellation(),
        diagnostics,
        ClientCapabilities.NONE);
  }

  private static Value.Obj login() {
    return Values.nullObject(new ClusterLogin().schema().type())
        .with("cluster", NodeObjects.cluster());
  }

  private static Value.Obj data() {
    return Values.nullObject(new ClusterData().schema().type())
        .with("cluster", NodeObjects.cluster());
  }

  @Test
  void a_cluster_tells_nodes_and_members() {
    var source = new ClusterData(this);
    Value.Obj told = source.read(call(NodeObjects.ACCESS), data()).value().orElseThrow();
    assertThat(Conformance.problems(source.schema().type(), told)).isEmpty();
    Value node = Values.element(told.get("nodes"), "cp1");
    assertThat(Values.attribute(node, "role")).isEqualTo(Value.of("control_plane"));
    assertThat(Values.attribute(node, "ready")).isEqualTo(Value.of(true));
    assertThat(told.get("members").parts()).hasSize(1);
  }

  @Test
  void a_login_is_for_an_hour_and_all_rights_unless_something_else_is_said() {
    var type = new ClusterLogin(this);
    Value.Obj made = type.open(call(NodeObjects.ACCESS), login()).value().orElseThrow();
    assertThat(Conformance.problems(type.schema().type(), made)).isEmpty();
    assertThat(made.get("host")).isEqualTo(Value.of("https://api.holdfast.internal:7443"));
    assertThat(made.get("client_key")).isEqualTo(Value.of("KEY"));
    assertThat(made.get("expires")).isEqualTo(Value.of("1970-01-01T00:00:00Z"));

    Value.Obj asked =
        login()
            .with("user", Value.of("ci"))
            .with("groups", NodeResults.texts(List.of("deployers")))
            .with("validity", Value.of("10m"))
            .with("server", Value.of("https://192.0.2.1:6443"));
    made = type.open(call(NodeObjects.ACCESS), asked).value().orElseThrow();
    assertThat(made.get("host")).isEqualTo(Value.of("https://192.0.2.1:6443"));
    assertThat(wanted)
        .containsExactly(
            new Kubeconfig.Wanted(
                "holdfast", List.of("kubeadm:cluster-admins"), Duration.ofHours(1)),
            new Kubeconfig.Wanted("ci", List.of("deployers"), Duration.ofMinutes(10)));
    String file = Values.string(made.get("kubeconfig")).orElseThrow();
    assertThat(Text.str(YamlReader.read("file", file).root().toValue()))
        .contains("https://192.0.2.1:6443")
        .contains("S0VZ")
        .contains("'current-context': 'edge'");
  }

  @Test
  void a_login_prints_nothing_of_its_key() {
    assertThat(login(new ClusterSpec("a", "b", java.util.Map.of("b", plane())), hour(), bounds()))
        .hasToString(
            "Kubeconfig[server=https://api.holdfast.internal:7443, authority=AUTHORITY, certificate=CERTIFICATE, key=********, expires=1970-01-01T00:00:00Z]");
  }

  private static dev.holdfast.bootstrap.ControlPlane plane() {
    return NodeInputs.cluster(NodeObjects.ACCESS, NodeObjects.cluster())
        .controlPlanes()
        .values()
        .iterator()
        .next();
  }

  private static Kubeconfig.Wanted hour() {
    return new Kubeconfig.Wanted("a", List.of(), Duration.ofHours(1));
  }

  private Bounds bounds() {
    return new Bounds(call(NodeObjects.ACCESS), Duration.ofMinutes(1));
  }

  @Test
  void nobody_is_asked_before_logins_are_known_or_when_the_cluster_is_none() {
    assertThat(new ClusterData(this).read(call(SshAccess.NOT_YET_KNOWN), data()).value()).isEmpty();
    Value.Obj headless =
        login().with("cluster", NodeObjects.cluster().with("init", Value.of("cp9")));
    assertThat(new ClusterLogin(this).open(call(NodeObjects.ACCESS), headless).value()).isEmpty();
    assertThat(diagnostics.all())
        .extracting(Diagnostic::summary)
        .containsExactly("Unable to ask the cluster", "Invalid cluster");
    assertThat(wanted).isEmpty();
  }
}
