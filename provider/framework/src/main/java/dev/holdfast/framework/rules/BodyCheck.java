package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The part of [SchemaCheck] for attributes and blocks at every depth.
final class BodyCheck {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final SchemaCheck.Role role;
  private final List<String> problems;

  BodyCheck(SchemaCheck.Role role, List<String> problems) {
    this.role = role;
    this.problems = problems;
  }

  void root(String place, Body body, Set<String> reserved) {
    for (String name : names(body)) {
      if (reserved.contains(name)) {
        problem(place + "." + name, "this name is Terraform's own");
      }
    }
    body(place, body);
  }

  private static List<String> names(Body body) {
    return Stream.concat(
            body.attributes().stream().map(Attribute::name),
            body.blocks().stream().map(Block::name))
        .toList();
  }

  private void problem(String place, String text) {
    problems.add(place + ": " + text);
  }

  private void body(String place, Body body) {
    Set<String> seen = new HashSet<>();
    for (String name : names(body)) {
      if (!seen.add(name)) {
        problem(place + "." + name, "this name is used twice");
      }
      if (!NAME.matcher(name).matches()) {
        problem(place + "." + name, "a name has lower-case letters, digits and underscores only");
      }
    }
    body.attributes().forEach(each -> attribute(place + "." + each.name(), each));
    body.blocks().forEach(each -> block(place + "." + each.name(), each));
  }

  private void attribute(String place, Attribute attribute) {
    if (attribute.doc().isBlank()) {
      problem(place, "has no documentation");
    }
    if (attribute.flags().deprecation().filter(String::isBlank).isPresent()) {
      problem(place, "a deprecation says what to use instead");
    }
    writeOnly(place, attribute);
    attribute.plan().defaultValue().ifPresent(value -> defaultValue(place, attribute, value));
    switch (attribute.type()) {
      case AttributeType.Plain(Type type) -> {
        if (hasLooseSet(type)) {
          problem(place, "a set has elements of one known type, not of dynamic ones");
        }
      }
      case AttributeType.Nested(Nesting nesting, Body body) -> nested(place, nesting, body);
    }
  }

  private void writeOnly(String place, Attribute attribute) {
    if (!attribute.flags().writeOnly()) {
      return;
    }
    if (attribute.presence().isComputed()) {
      problem(place, "a write-only attribute is never stored, so it cannot be computed");
    }
    if (role != SchemaCheck.Role.MANAGED) {
      problem(place, "only managed resources have write-only attributes");
    }
  }

  private void defaultValue(String place, Attribute attribute, Value value) {
    if (attribute.presence() != Presence.OPTIONAL_COMPUTED) {
      problem(place, "an attribute with a default is optional and computed");
    }
    if (!value.isWhollyKnown()) {
      problem(place, "a default is wholly known");
    }
    for (Conformance.Problem misfit : Conformance.problems(attribute.type().type(), value)) {
      problem(
          place + (misfit.path().steps().isEmpty() ? "" : "." + misfit.path()),
          "the default " + misfit.message());
    }
  }

  private void nested(String place, Nesting nesting, Body body) {
    if (nesting == Nesting.GROUP) {
      problem(place, "only blocks nest as a group");
    }
    if (!body.blocks().isEmpty()) {
      problem(place, "nested attributes hold attributes, not blocks");
    }
    if (nesting == Nesting.SET) {
      set(place, body);
    }
    body(place, body);
  }

  /// Terraform tells the elements of a set apart by their whole value, of which it has to know the
  /// type and which must not lose parts.
  private void set(String place, Body body) {
    if (Type.hasDynamic(body.type())) {
      problem(place, "a set holds no dynamic attributes");
    }
    if (hasWriteOnly(body)) {
      problem(place, "a set holds no write-only attributes");
    }
  }

  private static boolean hasWriteOnly(Body body) {
    return body.attributes().stream().anyMatch(BodyCheck::isOrHasWriteOnly)
        || body.blocks().stream().anyMatch(block -> hasWriteOnly(block.body()));
  }

  private static boolean isOrHasWriteOnly(Attribute attribute) {
    return attribute.flags().writeOnly()
        || (attribute.type() instanceof AttributeType.Nested(_, Body body) && hasWriteOnly(body));
  }

  private void block(String place, Block block) {
    if (block.doc().isBlank()) {
      problem(place, "has no documentation");
    }
    if (block.deprecation().filter(String::isBlank).isPresent()) {
      problem(place, "a deprecation says what to use instead");
    }
    if (block.minItems() < 0 || block.maxItems() < 0) {
      problem(place, "the numbers of blocks are not negative");
    }
    switch (block.nesting()) {
      case SINGLE -> single(place, block);
      case GROUP, MAP -> unlimited(place, block);
      case LIST, SET -> ordered(place, block);
    }
    if (block.nesting() == Nesting.SET) {
      set(place, block.body());
    }
    body(place, block.body());
  }

  private void single(String place, Block block) {
    boolean atMostOne = block.minItems() == block.maxItems() && block.maxItems() <= 1;
    if (!atMostOne) {
      problem(place, "a single block has both numbers 0, or both 1 where it must be there");
    }
  }

  private void unlimited(String place, Block block) {
    if (block.minItems() != 0 || block.maxItems() != 0) {
      problem(place, "the number of such blocks cannot be limited");
    }
  }

  private void ordered(String place, Block block) {
    if (block.maxItems() != 0 && block.minItems() > block.maxItems()) {
      problem(place, "the least number of blocks is above the greatest");
    }
  }

  private static boolean hasLooseSet(Type type) {
    return switch (type) {
      case Type.Primitive _, Type.Dynamic _ -> false;
      case Type.SetOf(var element) -> Type.hasDynamic(element) || hasLooseSet(element);
      case Type.ListOf(var element) -> hasLooseSet(element);
      case Type.MapOf(var element) -> hasLooseSet(element);
      case Type.Tuple(var elements) -> elements.stream().anyMatch(BodyCheck::hasLooseSet);
      case Type.Obj(var attributes, _) ->
          attributes.values().stream().anyMatch(BodyCheck::hasLooseSet);
    };
  }
}
