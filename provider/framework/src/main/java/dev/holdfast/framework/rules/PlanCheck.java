package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;

/// Whether a plan is one that Terraform accepts: what the configuration says stays, except where
/// the prior value means the same; only computed attributes may get other values.
///
/// Source of the rules: `AssertPlanValid` in Terraform's `internal/plans/objchange`, and the checks
/// around it in `internal/terraform/node_resource_abstract_instance.go`.
public final class PlanCheck {

  private final Found found = new Found();

  private PlanCheck() {}

  /// The rules that the planned object breaks; none where Terraform takes it.
  ///
  /// @param prior the state, null on create
  /// @param config the configuration, null on delete
  public static List<Violation> violations(
      Schema schema, Value prior, Value config, Value planned) {
    List<Conformance.Problem> misfits = Conformance.problems(schema.type(), planned);
    if (!misfits.isEmpty()) {
      return Found.of(misfits);
    }
    var check = new PlanCheck();
    check.body(schema.body(), Path.ROOT, new Trio(config, prior, planned));
    WriteOnly.check(schema.body(), planned, check.found);
    return check.found.all();
  }

  /// Replacement paths that exist neither in the prior nor in the planned object; Terraform refuses
  /// a plan with such a path.
  public static List<Violation> replacements(Value prior, Value planned, List<Path> paths) {
    return paths.stream()
        .filter(path -> Values.at(prior, path.addressable()).isEmpty())
        .filter(path -> Values.at(planned, path.addressable()).isEmpty())
        .map(path -> Violation.of(path, "asks for replacement, but exists in no object"))
        .toList();
  }

  private void body(Body body, Path path, Trio trio) {
    if (presence(path, trio) && !trio.planned().isNull()) {
      attributes(body, path, trio);
      var blocks = new PlanCheckBlocks(found, this::body);
      body.blocks()
          .forEach(
              each -> blocks.check(each, path.attribute(each.name()), trio.attribute(each.name())));
    }
  }

  /// An object is planned exactly where one is configured.
  private boolean presence(Path path, Trio trio) {
    if (trio.planned().isNull() == trio.config().isNull()) {
      return true;
    }
    String message =
        trio.planned().isNull()
            ? "is planned to be absent, but the configuration has it"
            : "is planned to exist, but the configuration does not have it";
    found.add(path, message);
    return false;
  }

  private void attributes(Body body, Path path, Trio trio) {
    for (Attribute attribute : body.attributes()) {
      String name = attribute.name();
      attribute(attribute, path.attribute(name), trio.attribute(name));
    }
  }

  private void attribute(Attribute attribute, Path path, Trio trio) {
    if (attribute.flags().writeOnly() || isAllowed(attribute, trio)) {
      return;
    }
    Shape shape = Shape.of(attribute);
    if (trio.config().isNull() && !trio.planned().isNull()) {
      found.differs(
          path,
          "is not configured and not computed, so it has to be null",
          "null",
          shape.show(trio.planned()));
    } else if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)) {
      nested(new Nest(nesting, body, path, trio));
    } else {
      String expected = shape.show(trio.config());
      String message = "is planned with a value that is neither the configured nor the prior one";
      found.differs(path, message, expected, shape.show(trio.planned()));
    }
  }

  /// The cases in which the value needs no further look.
  private static boolean isAllowed(Attribute attribute, Trio trio) {
    boolean keepsPrior = trio.isUnchanged() && !trio.prior().isNull() && !trio.config().isNull();
    boolean providerDecides =
        attribute.presence().isComputed()
            && (!attribute.presence().isOptional() || trio.config().isNull());
    return providerDecides || keepsPrior || trio.isAsConfigured();
  }

  /// Nested attributes under check.
  private record Nest(Nesting nesting, Body body, Path path, Trio trio) {}

  private void nested(Nest nest) {
    if (!presence(nest.path(), nest.trio()) || nest.trio().planned().isNull()) {
      return;
    }
    if (nest.trio().planned().isUnknown()) {
      found.add(nest.path(), "is planned to be unknown, but the configuration sets it");
      return;
    }
    switch (nest.nesting()) {
      case SINGLE, GROUP -> attributes(nest.body(), nest.path(), nest.trio());
      case LIST -> list(nest);
      case MAP -> map(nest);
      case SET -> set(nest);
    }
  }

  private void list(Nest nest) {
    int planned = Parts.elements(nest.trio().planned()).size();
    if (sameCount(nest, planned, Parts.elements(nest.trio().config()).size())) {
      for (int i = 0; i < planned; i++) {
        attributes(nest.body(), nest.path().index(i), nest.trio().element(i));
      }
    }
  }

  private void map(Nest nest) {
    var planned = Parts.entries(nest.trio().planned());
    var config = Parts.entries(nest.trio().config());
    if (sameCount(nest, planned.size(), config.size())) {
      for (String key : planned.keySet()) {
        Path path = nest.path().key(key);
        if (config.containsKey(key)) {
          attributes(nest.body(), path, nest.trio().element(key));
        } else {
          found.add(path, "is planned, but the configuration does not have this key");
        }
      }
      found.missingKeys(nest.path(), config.keySet(), planned.keySet());
    }
  }

  private boolean sameCount(Nest nest, int planned, int config) {
    boolean same = !nest.trio().config().isUnknown() && planned == config;
    if (!same) {
      String expected = nest.trio().config().isUnknown() ? "unknown" : config + " elements";
      found.differs(
          nest.path(),
          "has another number of elements than configured",
          expected,
          planned + " elements");
    }
    return same;
  }

  /// Elements of a set cannot be told apart, so only their number is compared; elements that hold
  /// an unknown may turn out equal and count once then.
  private void set(Nest nest) {
    List<Value> planned = Parts.elements(nest.trio().planned());
    List<Value> config = Parts.elements(nest.trio().config());
    if (!nest.trio().config().isUnknown()
        && (leastCount(planned) > config.size() || leastCount(config) > planned.size())) {
      found.differs(
          nest.path(),
          "has another number of elements than configured",
          config.size() + " elements",
          planned.size() + " elements");
    }
  }

  private static int leastCount(List<Value> elements) {
    boolean known = elements.stream().allMatch(Value::isWhollyKnown);
    return known || elements.isEmpty() ? elements.size() : 1;
  }
}
