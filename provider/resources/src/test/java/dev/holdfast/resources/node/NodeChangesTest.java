package dev.holdfast.resources.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What another value of each attribute asks for.
class NodeChangesTest {
  private static final Set<String> REPLACES = Set.of("name", "role");

  private static final Set<String> NOTHING =
      Set.of("cluster.init", "ssh", "after", "on_destroy", "allow_replace", "timeouts");

  private static final Set<String> FIXED =
      Set.of(
          "version",
          "network.node_ip",
          "network.interface",
          "runtime.source",
          "cluster.name",
          "cluster.endpoint.name",
          "cluster.endpoint.port",
          "cluster.pod_cidrs",
          "cluster.service_cidrs",
          "cluster.dns_domain",
          "cluster.cert_sans",
          "cluster.api_args",
          "cluster.controller_manager_args",
          "cluster.scheduler_args",
          "cluster.etcd_args",
          "cluster.proxy_mode",
          "cluster.image_repository",
          "cluster.cni.kind",
          "cluster.cni.backend");

  /// All that a configuration may set, down to what is no group.
  static Stream<String> settable() {
    return settable("", NodeTable.SCHEMA.body());
  }

  private static Stream<String> settable(String above, Body body) {
    return body.attributes().stream()
        .filter(attribute -> attribute.presence().isRequired() || attribute.presence().isOptional())
        .flatMap(attribute -> settable(above + attribute.name(), attribute));
  }

  private static Stream<String> settable(String place, Attribute attribute) {
    return attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body parts)
            && nesting == Nesting.SINGLE
            && !NOTHING.contains(place)
        ? settable(place + ".", parts)
        : Stream.of(place);
  }

  private static Value other(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> Value.of("other");
            case NUMBER -> Value.of(1400);
            case BOOL -> Value.of(true);
          };
      case Type.ListOf _ -> NodeResults.texts(List.of("10.9.0.0/16"));
      case Type.MapOf _ -> new Value.MapOf(Map.of());
      case Type.Dynamic _ -> new Value.Dynamic(Type.STRING, Value.of("other"));
      case Type.SetOf _, Type.Tuple _, Type.Obj _ -> Values.UNKNOWN;
    };
  }

  private static Type typeOf(Path path) {
    Type type = NodeTable.SCHEMA.type();
    for (Path.Step step : path.steps()) {
      if (type instanceof Type.Obj object && step instanceof Path.Step.Attribute(String name)) {
        type = Optional.ofNullable(object.attributes().get(name)).orElseThrow();
      }
    }
    return type;
  }

  @ParameterizedTest
  @MethodSource("settable")
  void every_attribute_is_changed_in_place_or_says_why_not(String place) {
    Value.Obj prior = NodeObjects.made(NodeObjects.worker());
    Path path = NodeObjects.path(place);
    for (Value value : List.of(other(typeOf(path)), Values.UNKNOWN)) {
      NodeChanges changes = NodeChanges.of(prior, NodeObjects.at(prior, path, value));
      assertThat(changes.replaced()).hasSize(REPLACES.contains(place) ? 1 : 0);
      boolean refused =
          FIXED.contains(place) || (place.equals("runtime.version") && value.isUnknown());
      assertThat(changes.problems()).hasSize(refused ? 1 : 0);
      changes
          .problems()
          .forEach(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.detail()).startsWith(path + " of a node").contains(". ");
          });
      assertThat(changes.work())
          .isEqualTo(
              !REPLACES.contains(place)
                  && !refused
                  && !NOTHING.contains(place)
                  && !place.startsWith("on_destroy"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1.7.24, 1.7.25, true",
        "1.7.24-1, 2.1.0-1, false",
        "1:1.7.24, 1.7.25, true",
        "-, 2.1.0, true",
        "1.7.24, -, true",
      })
  void a_runtime_stays_within_its_major_version(
      @Nullable String before, @Nullable String after, boolean allowed) {
    Value.Obj prior = runtime(before);
    NodeChanges changes = NodeChanges.of(prior, runtime(after));
    assertThat(changes.work()).isEqualTo(allowed);
    assertThat(changes.problems()).hasSize(allowed ? 0 : 1);
  }

  private static Value.Obj runtime(@Nullable String version) {
    return NodeObjects.at(
        NodeObjects.made(NodeObjects.worker()),
        Path.of("runtime", "version"),
        version == null ? Values.NULL : Value.of(version));
  }

  @Test
  void an_object_that_is_the_same_asks_for_nothing() {
    Value.Obj prior = NodeObjects.made(NodeObjects.controlPlane("cp1"));
    NodeChanges changes = NodeChanges.of(prior, prior);
    assertThat(changes.work()).isFalse();
    assertThat(changes.problems()).isEmpty();
    assertThat(changes.replaced()).isEmpty();
  }
}
