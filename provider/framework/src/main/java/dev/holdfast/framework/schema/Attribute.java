package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One attribute, declared once: schema, documentation, validation, planning and wire mapping are
/// all derived from this entry.
///
/// @param name lower-case letters, digits and underscores
/// @param doc what it does, in Markdown, with units and ranges; never empty
public record Attribute(
    String name,
    AttributeType type,
    Presence presence,
    String doc,
    Flags flags,
    PlanRules plan,
    List<Validator> validators,
    Binding binding) {

  /// What Terraform shows and stores of the value.
  ///
  /// @param writeOnly never stored: the value is null in plan and state (Terraform 1.11 and newer)
  public record Flags(boolean sensitive, boolean writeOnly, Optional<String> deprecation) {
    static final Flags NONE = new Flags(false, false, Optional.empty());
  }

  /// How the attribute is planned.
  public record PlanRules(
      Unset unset, Optional<Value> defaultValue, Equality equality, List<PlanModifier> modifiers) {
    public PlanRules {
      modifiers = List.copyOf(modifiers);
    }
  }

  public Attribute {
    validators = List.copyOf(validators);
  }

  private static Attribute of(String name, AttributeType type, Presence presence, String doc) {
    Unset unset = presence == Presence.MANAGED ? Unset.NEVER : Unset.ON_CHANGE;
    var rules = new PlanRules(unset, Optional.empty(), Equality.EXACT, List.of());
    return new Attribute(name, type, presence, doc, Flags.NONE, rules, List.of(), Binding.NONE);
  }

  public static Attribute required(String name, Type type, String doc) {
    return of(name, new AttributeType.Plain(type), Presence.REQUIRED, doc);
  }

  public static Attribute optional(String name, Type type, String doc) {
    return of(name, new AttributeType.Plain(type), Presence.OPTIONAL, doc);
  }

  public static Attribute computed(String name, Type type, String doc) {
    return of(name, new AttributeType.Plain(type), Presence.COMPUTED, doc);
  }

  public static Attribute optionalComputed(String name, Type type, String doc) {
    return of(name, new AttributeType.Plain(type), Presence.OPTIONAL_COMPUTED, doc);
  }

  /// An attribute whose value the server keeps when the configuration says nothing
  /// ([Presence#MANAGED]).
  public static Attribute managed(String name, Type type, String doc) {
    return of(name, new AttributeType.Plain(type), Presence.MANAGED, doc);
  }

  public static Attribute nested(
      String name, Nesting nesting, Presence presence, String doc, List<Attribute> attributes) {
    return of(name, AttributeType.Nested.of(nesting, attributes), presence, doc);
  }

  public static Attribute nested(
      String name, Nesting nesting, Presence presence, String doc, Body body) {
    return of(name, new AttributeType.Nested(nesting, body), presence, doc);
  }

  public Attribute sensitive() {
    return with(new Flags(true, flags.writeOnly(), flags.deprecation()));
  }

  public Attribute writeOnly() {
    return with(new Flags(flags.sensitive(), true, flags.deprecation()));
  }

  public Attribute deprecated(String message) {
    return with(new Flags(flags.sensitive(), flags.writeOnly(), Optional.of(message)));
  }

  /// Says when the value is planned as unknown while the configuration leaves it unset.
  public Attribute unset(Unset unset) {
    return with(new PlanRules(unset, plan.defaultValue(), plan.equality(), plan.modifiers()));
  }

  /// Plans this value where the configuration is null; the attribute must be optional and computed.
  public Attribute defaultsTo(Value value) {
    return with(new PlanRules(plan.unset(), Optional.of(value), plan.equality(), plan.modifiers()));
  }

  /// Treats spellings that mean the same as no difference.
  public Attribute equality(Equality equality) {
    return with(new PlanRules(plan.unset(), plan.defaultValue(), equality, plan.modifiers()));
  }

  public Attribute planned(PlanModifier modifier) {
    return with(
        new PlanRules(
            plan.unset(),
            plan.defaultValue(),
            plan.equality(),
            append(plan.modifiers(), modifier)));
  }

  public Attribute validated(Validator validator) {
    return new Attribute(
        name, type, presence, doc, flags, plan, append(validators, validator), binding);
  }

  /// The same nested attribute with another body.
  public Attribute nesting(Body body) {
    if (!(type instanceof AttributeType.Nested nested)) {
      throw new IllegalArgumentException(name + " has no nested attributes");
    }
    var changed = new AttributeType.Nested(nested.nesting(), body);
    return new Attribute(name, changed, presence, doc, flags, plan, validators, binding);
  }

  public Attribute bound(Binding binding) {
    return new Attribute(name, type, presence, doc, flags, plan, validators, binding);
  }

  private Attribute with(Flags changed) {
    return new Attribute(name, type, presence, doc, changed, plan, validators, binding);
  }

  private Attribute with(PlanRules changed) {
    return new Attribute(name, type, presence, doc, flags, changed, validators, binding);
  }

  private static <T> List<T> append(List<T> list, T more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }
}
