package dev.holdfast.resources.node;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;

/// What a planned object asks for that differs from the stored one. Decided from the two alone.
final class NodeChanges {
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Path> replaced = new ArrayList<>();
  private boolean work;

  private NodeChanges() {}

  static NodeChanges of(Value prior, Value planned) {
    var changes = new NodeChanges();
    changes.body(NodeTable.SCHEMA.body(), Path.ROOT, prior, planned);
    return changes;
  }

  /// Errors for what cannot be changed.
  List<Diagnostic> problems() {
    return List.copyOf(problems);
  }

  /// Attributes that make it another node.
  List<Path> replaced() {
    return List.copyOf(replaced);
  }

  /// Whether something has to be done on the machine or in the cluster.
  boolean work() {
    return work;
  }

  private void body(Body body, Path at, Value prior, Value planned) {
    for (Attribute attribute : body.attributes()) {
      attribute(
          attribute,
          at.attribute(attribute.name()),
          Values.attribute(prior, attribute.name()),
          Values.attribute(planned, attribute.name()));
    }
  }

  private void attribute(Attribute attribute, Path at, Value prior, Value planned) {
    if (planned.equals(prior)) {
      return;
    }
    var binding = NodeBinding.of(attribute);
    if (binding.isPresent()) {
      changed(binding.get().change(), at, prior, planned);
    } else if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body parts)
        && nesting == Nesting.SINGLE) {
      body(parts, at, prior, planned);
    }
  }

  private void changed(NodeBinding.Change change, Path at, Value prior, Value planned) {
    switch (change) {
      case NodeBinding.Change.InPlace _ -> work = true;
      case NodeBinding.Change.Noted _ -> {}
      case NodeBinding.Change.Replaces _ -> replaced.add(at);
      case NodeBinding.Change.SameMajor _ -> {
        if (planned.isUnknown() || isOtherMajor(prior, planned)) {
          refuse(at, planned, NodeBinding.LEAVE_FIRST);
        } else {
          work = true;
        }
      }
      case NodeBinding.Change.Fixed(String wayOut) -> refuse(at, planned, wayOut);
    }
  }

  /// Where one of them is left out, only the machine knows what it has.
  private static boolean isOtherMajor(Value prior, Value planned) {
    return Values.string(prior)
        .filter(old ->
            Values.string(planned).filter(next -> !major(next).equals(major(old))).isPresent())
        .isPresent();
  }

  private static String major(String version) {
    return version.replaceFirst("^\\d+:", "").replaceFirst("\\..*$", "");
  }

  private void refuse(Path at, Value planned, String wayOut) {
    problems.add(
        Diagnostic.error(
            at,
            "Node cannot be changed",
            "%s of a node cannot be changed in place%s. %s"
                .formatted(
                    at,
                    planned.isUnknown() ? ", and what it will be is not known yet" : "",
                    wayOut)));
  }
}
