package dev.holdfast.simulator.proxmox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares our description of the API with the vendor's schema, where that is at hand.
class SchemaComparisonTest {

  // Known to the server since qemu-server 9.1.18, later than the schema that is compared with.
  private static final Set<String> LATER = Set.of("host-tunnel");

  private final List<String> differences = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"9.2.11,api-schema.json", "8.4.14,api-schema-8.4.json"})
  void everyCallAndParameterAgreesWithTheSchema(String version, String file) throws IOException {
    Optional<Path> schema = find(file);
    assumeTrue(
        schema.isPresent(),
        "not compared: the schema " + file + " is not beside this repository (shared/proxmox)");
    JsonNode paths =
        JsonMapper.builder().build().readTree(Files.readString(schema.orElseThrow())).path("paths");
    ApiCatalog catalog = ApiCatalog.of(PveVersion.parse(version));
    for (ApiCall call : catalog.calls()) {
      compare(call, paths.path(call.path()).path(call.method()));
    }
    assertThat(differences).isEmpty();
    assertThat(catalog.calls()).hasSizeGreaterThan(80);
  }

  /// Looks upwards from the working folder for `shared/proxmox`.
  static Optional<Path> find(String file) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve("proxmox").resolve(file);
      if (Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private void compare(ApiCall call, JsonNode schema) {
    if (schema.isMissingNode()) {
      differences.add(call.key() + ": not in the schema");
      return;
    }
    JsonNode properties = schema.path("parameters").path("properties");
    Set<String> ours = new TreeSet<>();
    for (Parameter parameter : call.parameters()) {
      ours.add(parameter.schemaName());
      if (!call.path().contains("{" + parameter.name() + "}")) {
        compare(
            call.key() + " " + parameter.schemaName(),
            parameter,
            properties.path(parameter.schemaName()));
      }
    }
    Set<String> theirs = new TreeSet<>();
    properties.propertyNames().forEach(theirs::add);
    theirs.removeAll(ours);
    if (!theirs.isEmpty()) {
      differences.add(call.key() + ": we lack " + theirs);
    }
    compareAccess(call, schema.path("permissions"));
  }

  private void compareAccess(ApiCall call, JsonNode permissions) {
    boolean users = permissions.path("user").asString("").equals("all");
    boolean world = permissions.path("user").asString("").equals("world");
    boolean agrees =
        switch (call.access()) {
          case Access.Anybody() -> world;
          case Access.Users() -> users || isAboutUsers(permissions);
          case Access.Rules rules ->
              rules.rules().isEmpty()
                  ? permissions.path("root_only").asBoolean(false)
                  : permissions.has("check") && samePrivileges(rules, permissions);
        };
    if (!agrees) {
      differences.add(call.key() + ": access differs from " + permissions);
    }
  }

  /// Rules on users, their realm and groups have no path: our calls check them themselves.
  private static boolean isAboutUsers(JsonNode permissions) {
    String check = permissions.path("check").toString();
    return check.contains("\"userid-param\"")
        || check.contains("\"userid-group\"")
        || check.contains("\"perm-modify\"");
  }

  /// Every privilege and path that we ask for stands in the schema's rule.
  private static boolean samePrivileges(Access.Rules rules, JsonNode permissions) {
    String text = permissions.path("check").toString();
    return rules.rules().stream()
        .flatMap(List::stream)
        .allMatch(p ->
            text.contains("\"" + p.path() + "\"")
                && p.names().stream()
                    .allMatch(n -> text.contains("\"" + n + "\"") || text.contains("VM.Monitor")));
  }

  private void compare(String where, Parameter parameter, JsonNode schema) {
    if (LATER.contains(parameter.name())) {
      return;
    }
    if (schema.isMissingNode()) {
      differences.add(where + ": not in the schema");
      return;
    }
    expect(where + " optional", parameter.optional(), schema.path("optional").asBoolean(false));
    expect(where + " type", parameter.kind().typeName(), schema.path("type").asString("string"));
    expect(where + " needs", parameter.needs().orElse(""), requirement(parameter, schema));
    switch (parameter.kind()) {
      case Kind.Flag(), Kind.Texts() -> {}
      case Kind.Whole(var min, var max) -> bounds(where, min, max, schema);
      case Kind.Decimal(var min, var max) -> bounds(where, min, max, schema);
      case Kind.Choice(List<String> values) -> {
        Set<String> theirs = new TreeSet<>();
        schema.path("enum").forEach(v -> theirs.add(v.asString()));
        expect(where + " values", new TreeSet<>(values), theirs);
      }
      case Kind.Text text -> text(where, text, schema);
      case Kind.Compound(PartsSpec parts, Optional<Integer> max) -> {
        expect(where + " max", max.orElse(-1), schema.path("maxLength").asInt(-1));
        compareParts(where, parts, schema);
      }
    }
  }

  /// The parts of an address setting depend on each other in the server's code only.
  private static String requirement(Parameter parameter, JsonNode schema) {
    return schema
        .path("requires")
        .asString(parameter.name().startsWith("gw") ? parameter.needs().orElse("") : "");
  }

  private void text(String where, Kind.Text text, JsonNode schema) {
    expect(where + " max", text.max().orElse(-1), schema.path("maxLength").asInt(-1));
    expect(where + " min", text.min().orElse(-1), schema.path("minLength").asInt(-1));
    String ours = text.pattern().map(p -> p.pattern()).orElse("");
    String theirs = schema.path("pattern").asString("");
    if (!theirs.isEmpty() || (!ours.isEmpty() && !schema.has("value") && !schema.has("format"))) {
      expect(where + " pattern", ours, theirs);
    }
  }

  private void bounds(
      String where,
      Optional<java.math.BigDecimal> min,
      Optional<java.math.BigDecimal> max,
      JsonNode schema) {
    // The server's code, not its schema, keeps the numbers of a start order from being negative.
    if (where.contains(" startup.")) {
      return;
    }
    expect(where + " from", min.map(Object::toString).orElse(""), plain(schema.path("minimum")));
    expect(where + " to", max.map(Object::toString).orElse(""), plain(schema.path("maximum")));
  }

  private static String plain(JsonNode bound) {
    return bound.isMissingNode() ? "" : bound.asString();
  }

  private void compareParts(String where, PartsSpec parts, JsonNode schema) {
    JsonNode format =
        schema.path("format").isObject() ? schema.path("format") : schema.path("compound");
    if (!format.isObject()) {
      return;
    }
    Set<String> ours = new TreeSet<>(parts.aliases().keySet());
    for (Parameter part : parts.parts()) {
      ours.add(part.name());
      compare(where + "." + part.name(), part, format.path(part.name()));
      boolean theirs = format.path(part.name()).path("default_key").asBoolean(false);
      expect(where + "." + part.name() + " leading", part.leading(), theirs);
    }
    parts
        .aliases()
        .forEach((name, alias) ->
            expect(
                where + "." + name + " alias",
                alias.part() + "/" + alias.spelled().orElse(""),
                format.path(name).path("alias").asString("")
                    + "/"
                    + format.path(name).path("keyAlias").asString("")));
    Set<String> missing = new TreeSet<>();
    format.propertyNames().forEach(missing::add);
    missing.removeAll(ours);
    if (!missing.isEmpty()) {
      differences.add(where + ": we lack the parts " + missing);
    }
  }

  private void expect(String what, Object ours, Object theirs) {
    if (!ours.equals(theirs)) {
      differences.add(what + ": ours " + ours + ", theirs " + theirs);
    }
  }
}
