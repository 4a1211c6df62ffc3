package dev.holdfast.resources.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.rules.SchemaCheck;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Binding;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.netmaker.NetmakerBinding;
import dev.holdfast.resources.pve.Codec;
import dev.holdfast.resources.pve.PveBinding;
import dev.holdfast.resources.settings.Clients;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every entry of every table must have.
class SchemaCheckTest {

  private static final Families FAMILIES = new Families(_ -> Optional.empty(), Pacer.system());

  private static final List<String> NAMES = Families.names();

  /// What a template is made with is never read back, so only the configuration or a default gives
  /// it its value; name, description and tags are.
  private static final String ONLY_WRITTEN = "proxmox_template.";

  /// One attribute of one table.
  record Entry(String place, Attribute attribute) {
    @Override
    public String toString() {
      return place;
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everySchemaOfTheFamilyIsOneThatTerraformLoads(String family) {
    Provider<Clients> provider = FAMILIES.named(family);

    assertThat(SchemaCheck.problems(SchemaCheck.Role.PROVIDER, provider.name(), provider.schema()))
        .isEmpty();
    for (EphemeralResource<Clients> type : provider.ephemeralResources()) {
      assertThat(SchemaCheck.problems(SchemaCheck.Role.OTHER, type.typeName(), type.schema()))
          .isEmpty();
    }
    for (DataSource<Clients> type : provider.dataSources()) {
      assertThat(SchemaCheck.problems(SchemaCheck.Role.OTHER, type.typeName(), type.schema()))
          .isEmpty();
    }
    for (Resource<Clients> type : provider.resources()) {
      assertThat(SchemaCheck.problems(SchemaCheck.Role.MANAGED, type.typeName(), type.schema()))
          .isEmpty();
      if (type instanceof Identified identified) {
        assertThat(SchemaCheck.problems(type.typeName(), identified.identitySchema())).isEmpty();
      }
    }
  }

  static Stream<Entry> entries() {
    return schemas().entrySet().stream()
        .flatMap(schema -> entries(schema.getKey(), schema.getValue().body()));
  }

  private static Map<String, Schema> schemas() {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (String family : NAMES) {
      Provider<Clients> provider = FAMILIES.named(family);
      schemas.put("provider " + family, provider.schema());
      provider.resources().forEach(type -> schemas.put(type.typeName(), type.schema()));
      provider
          .ephemeralResources()
          .forEach(type -> schemas.put("ephemeral " + type.typeName(), type.schema()));
      provider.dataSources().forEach(type -> schemas.put("data " + type.typeName(), type.schema()));
    }
    return schemas;
  }

  private static Stream<Entry> entries(String place, Body body) {
    return body.attributes().stream()
        .flatMap(attribute -> {
          var entry = new Entry(place + "." + attribute.name(), attribute);
          return attribute.type() instanceof AttributeType.Nested(_, Body inner)
              ? Stream.concat(Stream.of(entry), entries(entry.place(), inner))
              : Stream.of(entry);
        });
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyAttributeIsDocumentedInSentences(Entry entry) {
    assertThat(entry.attribute().doc()).isNotBlank().endsWith(".").doesNotContain("  ");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void presenceFitsWhatTheServerDoes(Entry entry) {
    Presence presence = entry.attribute().presence();
    if (entry.place().startsWith(ONLY_WRITTEN)) {
      boolean fixed = entry.attribute().plan().defaultValue().isPresent();
      boolean text = List.of("description", "tags").contains(entry.attribute().name());
      if (!entry.attribute().binding().equals(Binding.NONE)) {
        assertThat(presence.isComputed()).isEqualTo(fixed || text);
      }
      return;
    }
    switch (entry.attribute().binding()) {
      case PveBinding.Slots _ -> assertThat(presence).isEqualTo(Presence.OPTIONAL);
      case PveBinding.SlotPart(_, _, boolean written) when !written ->
          assertThat(presence.isComputed()).isTrue();
      case PveBinding _ -> assertThat(presence).isIn(Presence.MANAGED, Presence.OPTIONAL_COMPUTED);
      default -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void theCodecOfABoundAttributeFitsItsType(Entry entry) {
    Type type = entry.attribute().type().type();
    codec(entry.attribute())
        .ifPresent(codec -> {
          for (Value sample : samples(type)) {
            String text = codec.encode(sample);
            if (!isOnlyRead(entry.attribute())) {
              assertThat(codec.decode(text)).isEqualTo(sample);
            }
          }
          assertThat(Conformance.problems(type, codec.decode("1"))).isEmpty();
        });
  }

  private static boolean isOnlyRead(Attribute attribute) {
    return attribute.binding() instanceof PveBinding.SlotPart(_, _, boolean written) && !written;
  }

  private static Optional<Codec> codec(Attribute attribute) {
    return switch (attribute.binding()) {
      case PveBinding.Key(_, Codec codec, _) -> Optional.of(codec);
      case PveBinding.Part(_, _, Codec codec, _) -> Optional.of(codec);
      case PveBinding.SlotPart(_, Codec codec, _) -> Optional.of(codec);
      default -> Optional.empty();
    };
  }

  private static List<Value> samples(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> List.of(Value.of("a"), Value.of("x-1.2_3"));
            case NUMBER ->
                List.of(
                    Value.of(0), Value.of(100), Value.of(new BigDecimal("1.5")), Value.of(8192));
            case BOOL -> List.of(Value.of(true), Value.of(false));
          };
      case Type.ListOf _ -> List.of(new Value.ListOf(List.of(Value.of("b"), Value.of("a"))));
      case Type.SetOf _ -> List.of(new Value.SetOf(List.of(Value.of("b"), Value.of("a"))));
      case Type.Dynamic _, Type.MapOf _, Type.Tuple _, Type.Obj _ ->
          throw new AssertionError("no codec is for " + type);
    };
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyKeyAndEveryPartIsWrittenByOneAttributeAlone(String family) {
    for (Resource<Clients> type : FAMILIES.named(family).resources()) {
      if (type.typeName().startsWith("holdfast_") || type.typeName().startsWith("k8s_")) {
        continue; // no server's API stands behind it
      }
      List<String> written = new ArrayList<>();
      entries(type.typeName(), type.schema().body())
          .forEach(entry -> written.addAll(written(entry)));

      assertThat(written).isNotEmpty().doesNotHaveDuplicates();
      assertThat(written.stream().filter(name -> name.contains(",")).map(SchemaCheckTest::key))
          .doesNotContainAnyElementsOf(
              written.stream().filter(name -> !name.contains(",")).toList());
    }
  }

  private static String key(String part) {
    return part.substring(0, part.indexOf(','));
  }

  /// Keys by name, parts as `key,part`.
  private static List<String> written(Entry entry) {
    return switch (entry.attribute().binding()) {
      case PveBinding.Key(String key, _, _) -> List.of(key);
      case PveBinding.Part(var property, String part, _, _) ->
          List.of(property.name() + "," + part);
      case PveBinding.Slots slots ->
          slots.families().stream().map(PveBinding.Family::name).toList();
      case PveBinding.SlotPart(String part, _, boolean written) when written ->
          List.of(entry.place().replaceFirst("\\.[^.]*$", "") + "," + part);
      case NetmakerBinding field when field.written() -> List.of(field.name());
      default -> List.of();
    };
  }

  @ParameterizedTest
  @MethodSource("entries")
  void textInsideAPropertyStringCannotBreakOutOfIt(Entry entry) {
    boolean part =
        entry.attribute().binding() instanceof PveBinding.Part
            || entry.attribute().binding() instanceof PveBinding.SlotPart;
    boolean settable = entry.attribute().presence().isOptional();
    if (part && settable) {
      for (Value hostile : hostile(entry.attribute().type().type())) {
        var found = new Diagnostics();
        entry
            .attribute()
            .validators()
            .forEach(rule -> rule.validate(Path.of("here"), hostile, found));
        assertThat(found.hasErrors()).as("%s takes %s", entry, hostile).isTrue();
      }
    }
  }

  private static List<Value> hostile(Type type) {
    List<Value> words = Stream.of("a,b=1", "a\nb", "").<Value>map(Value::of).toList();
    return switch (type) {
      case Type.Primitive primitive when primitive == Type.Primitive.STRING -> words;
      case Type.ListOf _ ->
          words.stream().<Value>map(word -> new Value.ListOf(List.of(word))).toList();
      case Type.SetOf _ ->
          words.stream().<Value>map(word -> new Value.SetOf(List.of(word))).toList();
      case Type.Primitive _, Type.Dynamic _, Type.MapOf _, Type.Tuple _, Type.Obj _ -> List.of();
    };
  }
}
