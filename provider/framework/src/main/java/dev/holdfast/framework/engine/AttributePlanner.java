package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.engine.Tree.Node;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributePlan;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plans an object attribute by attribute, as the attributes' own rules say.
///
/// 1. [#settled]: what the configuration sets stays, in the state's spelling where that means the
///    same; what it leaves unset gets its default, is released, or keeps the prior value.
/// 2. Only where that changes anything, [#withUnknowns]: unset computed attributes that the server
///    will assign become unknown. A plan without changes stays without unknowns.
/// 3. [#modified]: the attributes' plan modifiers.
///
/// An unset nested attribute is planned as a whole: the rules of its parts count only where the
/// configuration has the object around them.
final class AttributePlanner {

  private final Body body;
  private final PlanContext context;
  private final Diagnostics diagnostics;
  private final List<Path> replaced = new ArrayList<>();

  AttributePlanner(Body body, PlanContext context, Diagnostics diagnostics) {
    this.body = body;
    this.context = context;
    this.diagnostics = diagnostics;
  }

  /// The planned object, from the proposed one.
  Value plan(Value proposed) {
    Value settled = map(proposed, this::settled);
    Value planned = settled.equals(context.prior()) ? settled : map(settled, this::withUnknowns);
    return map(planned, this::modified);
  }

  /// The attributes that asked for replacement.
  List<Path> replaced() {
    return List.copyOf(replaced);
  }

  private Value map(Value planned, Tree.Step step) {
    return Tree.map(body, new Trio(context.config(), context.prior(), planned), step);
  }

  /// The object with all write-only values taken out.
  static Value withoutWriteOnly(Body body, Value object) {
    return Tree.map(
        body,
        new Trio(Values.NULL, Values.NULL, object),
        node -> node.attribute().flags().writeOnly() ? Values.NULL : node.planned());
  }

  private Value settled(Node node) {
    Attribute attribute = node.attribute();
    if (attribute.flags().writeOnly()) {
      return Values.NULL;
    }
    if (released(node)) {
      return remains(attribute, node.path(), node.prior());
    }
    if (!node.configured()) {
      return node.planned();
    }
    if (!node.config().isNull()) {
      return Spelling.kept(attribute, node.prior(), node.planned());
    }
    return attribute
        .plan()
        .defaultValue()
        .map(value -> Spelling.kept(attribute, node.prior(), value))
        .orElseGet(() -> carried(node));
  }

  /// The prior value of an unset attribute that the provider may fill. Terraform has carried it
  /// over already, but for elements of sets that it could not recognise, and for managed objects,
  /// which it takes for removed ones. Of an optional and computed object it alone decides which it
  /// is.
  private static Value carried(Node node) {
    boolean guessed =
        node.attribute().presence() == Presence.OPTIONAL_COMPUTED
            && node.attribute().type() instanceof AttributeType.Nested;
    return node.attribute().presence().isComputed() && !guessed ? node.prior() : node.planned();
  }

  /// What is left of an attribute that the configuration released: of a group the parts that nobody
  /// managed, of anything else nothing.
  private Value remains(Attribute attribute, Path path, Value prior) {
    if (!(attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body parts))
        || nesting != Nesting.SINGLE
        || !(prior instanceof Value.Obj group)) {
      return Values.NULL;
    }
    Map<String, Value> left = new LinkedHashMap<>();
    for (Attribute part : parts.attributes()) {
      Path below = path.attribute(part.name());
      boolean kept = part.presence().isComputed() && !context.managed().contains(below);
      left.put(
          part.name(),
          kept ? group.get(part.name()) : remains(part, below, group.get(part.name())));
    }
    return left.values().stream().allMatch(Value::isNull) ? Values.NULL : new Value.Obj(left);
  }

  /// Whether the last apply managed the attribute and this configuration no longer sets it.
  private boolean released(Node node) {
    return node.attribute().presence() == Presence.MANAGED
        && node.config().isNull()
        && !node.inSet()
        && context.managed().contains(node.path());
  }

  private Value withUnknowns(Node node) {
    Attribute attribute = node.attribute();
    boolean assigned =
        node.unset()
            && attribute.presence().isComputed()
            && attribute.plan().defaultValue().isEmpty()
            && !attribute.flags().writeOnly()
            && !released(node)
            && attribute.plan().unset().unknown(contextOf(node), node.path());
    return assigned ? Values.UNKNOWN : node.planned();
  }

  /// A part that the prior state does not have is being created, whatever happens to the rest.
  private PlanContext contextOf(Node node) {
    return node.existing()
        ? context
        : new PlanContext(Operation.CREATE, context.prior(), context.config(), context.managed());
  }

  private Value modified(Node node) {
    var plan = new Modification(node);
    for (PlanModifier modifier : node.attribute().plan().modifiers()) {
      modifier.modify(plan);
    }
    return plan.planned;
  }

  private final class Modification implements AttributePlan {

    private final Node node;
    private Value planned;

    Modification(Node node) {
      this.node = node;
      this.planned = node.planned();
    }

    @Override
    public PlanContext context() {
      return context;
    }

    @Override
    public Path path() {
      return node.path();
    }

    @Override
    public Value config() {
      return node.config();
    }

    @Override
    public Value prior() {
      return node.prior();
    }

    @Override
    public Value planned() {
      return planned;
    }

    @Override
    public void plan(Value value) {
      planned = value;
    }

    @Override
    public void requireReplace() {
      replaced.add(node.path());
    }

    @Override
    public Diagnostics diagnostics() {
      return diagnostics;
    }
  }
}
