package dev.holdfast.app.docs;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rule;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.value.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The schema part of a page: attributes by presence, nested ones in sections of their own.
final class SchemaText {

  private final StringBuilder text = new StringBuilder();
  private final List<Section> sections = new ArrayList<>();

  private record Section(String path, Body body) {}

  private SchemaText() {}

  /// The Markdown of a body and of everything nested in it.
  static String of(Body body) {
    var schema = new SchemaText();
    schema.text.append("## Schema\n");
    schema.body("", "###", body);
    while (!schema.sections.isEmpty()) {
      Section section = schema.sections.removeFirst();
      schema
          .text
          .append("\n<a id=\"")
          .append(anchor(section.path()))
          .append("\"></a>\n### Nested Schema for `")
          .append(section.path())
          .append("`\n");
      schema.body(section.path(), "####", section.body());
    }
    return schema.text.toString();
  }

  private void body(String path, String heading, Body body) {
    group(path, heading + " Required", body, attribute -> attribute.presence().isRequired());
    group(path, heading + " Optional", body, attribute -> attribute.presence().isOptional());
    group(
        path, heading + " Read-Only", body, attribute -> attribute.presence() == Presence.COMPUTED);
    if (!body.blocks().isEmpty()) {
      text.append('\n').append(heading).append(" Blocks\n\n");
      body.blocks().forEach(block -> block(path, block));
    }
    String rules =
        body.rules().stream()
            .map(Rule::describe)
            .filter(rule -> !rule.isEmpty())
            .map(rule -> "- " + sentence(rule))
            .collect(Collectors.joining("\n"));
    if (!rules.isEmpty()) {
      text.append('\n').append(heading).append(" Rules\n\n").append(rules).append('\n');
    }
  }

  private void group(String path, String heading, Body body, Predicate<Attribute> member) {
    List<Attribute> members =
        body.attributes().stream()
            .filter(member)
            .sorted(Comparator.comparing(Attribute::name))
            .toList();
    if (!members.isEmpty()) {
      text.append('\n').append(heading).append("\n\n");
      members.forEach(attribute -> attribute(path, attribute));
    }
  }

  private void attribute(String path, Attribute attribute) {
    text.append("- `").append(attribute.name()).append("` (").append(kind(attribute)).append(") ");
    text.append(attribute.doc());
    String allowed =
        attribute.validators().stream()
            .map(Validator::describe)
            .filter(rule -> !rule.isEmpty())
            .collect(Collectors.joining("; "));
    if (!allowed.isEmpty()) {
      text.append(" Allowed: ").append(allowed).append('.');
    }
    attribute.flags().deprecation().ifPresent(why -> text.append(" **Deprecated:** ").append(why));
    if (attribute.type() instanceof AttributeType.Nested nested) {
      nested(path, attribute.name(), nested.body());
    }
    text.append('\n');
  }

  private void block(String path, Block block) {
    text.append("- `").append(block.name()).append("` (").append(block(block)).append(") ");
    text.append(block.doc());
    nested(path, block.name(), block.body());
    text.append('\n');
  }

  private void nested(String path, String name, Body body) {
    String inner = path.isEmpty() ? name : path + "." + name;
    text.append(" (see [below for nested schema](#").append(anchor(inner)).append("))");
    sections.add(new Section(inner, body));
  }

  private static String anchor(String path) {
    return "nestedatt--" + path.replace(".", "--");
  }

  private static String block(Block block) {
    return switch (block.nesting()) {
      case SINGLE, GROUP -> "Block";
      case LIST -> "Block List";
      case SET -> "Block Set";
      case MAP -> "Block Map";
    };
  }

  private static String kind(Attribute attribute) {
    String kind =
        switch (attribute.type()) {
          case AttributeType.Plain(Type type) -> type(type);
          case AttributeType.Nested(Nesting nesting, _) -> nesting(nesting);
        };
    String more = attribute.flags().sensitive() ? ", Sensitive" : "";
    return kind + more + (attribute.flags().writeOnly() ? ", Write-only" : "");
  }

  private static String nesting(Nesting nesting) {
    return switch (nesting) {
      case SINGLE, GROUP -> "Attributes";
      case LIST -> "Attributes List";
      case SET -> "Attributes Set";
      case MAP -> "Attributes Map";
    };
  }

  static String type(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> "String";
            case NUMBER -> "Number";
            case BOOL -> "Boolean";
          };
      case Type.Dynamic _ -> "Dynamic";
      case Type.ListOf(Type element) -> "List of " + type(element);
      case Type.SetOf(Type element) -> "Set of " + type(element);
      case Type.MapOf(Type element) -> "Map of " + type(element);
      case Type.Tuple(List<Type> elements) ->
          elements.stream().map(SchemaText::type).collect(Collectors.joining(", ", "Tuple (", ")"));
      case Type.Obj(Map<String, Type> attributes, _) ->
          attributes.entrySet().stream()
              .map(entry -> entry.getKey() + " " + type(entry.getValue()))
              .collect(Collectors.joining(", ", "Object (", ")"));
    };
  }

  private static String sentence(String rule) {
    return rule.endsWith(".") ? rule : rule + ".";
  }
}
