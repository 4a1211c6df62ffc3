package dev.holdfast.resources.node;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Binding;
import java.util.Optional;

/// What an attribute of a node is for the work on its machine.
///
/// @param input the name among the inputs of the playbooks (`roles/inputs/defaults/main.yml` of
///   `runner/bootstrap`); empty where it is carried otherwise
record NodeBinding(Optional<String> input, Form form, Change change) implements Binding {

  /// The way out for what is decided when a machine becomes a node.
  static final String LEAVE_FIRST =
      "Put the old value back; or take this node out of the configuration, apply, and add it again with the new value.";

  /// How the value is written.
  enum Form {
    VALUE,
    /// A duration as whole seconds.
    SECONDS
  }

  /// What another value asks for.
  sealed interface Change {
    /// The machine is brought up to it.
    record InPlace() implements Change {}

    /// The same within a major version; another one cannot be had in place.
    record SameMajor() implements Change {}

    /// Nothing now; it counts when the node leaves.
    record Noted() implements Change {}

    /// It cannot be changed while the node is one.
    ///
    /// @param wayOut what to do instead, as sentences
    record Fixed(String wayOut) implements Change {}

    /// It is another node, which has to be allowed.
    record Replaces() implements Change {}
  }

  private static NodeBinding of(String input, Change change) {
    return new NodeBinding(
        input.isEmpty() ? Optional.empty() : Optional.of(input), Form.VALUE, change);
  }

  /// @param input empty for what is carried otherwise
  static NodeBinding inPlace(String input) {
    return of(input, new Change.InPlace());
  }

  static NodeBinding sameMajor(String input) {
    return of(input, new Change.SameMajor());
  }

  static NodeBinding noted(String input) {
    return of(input, new Change.Noted());
  }

  /// A fact of the machine's entry into the cluster.
  static NodeBinding ofEntry(String input) {
    return of(input, new Change.Fixed(LEAVE_FIRST));
  }

  /// A fact of the cluster's creation.
  static NodeBinding ofCreation(String input) {
    return of(
        input,
        new Change.Fixed(
            "It is decided when the cluster is created. Put the old value back, or build another cluster with the new "
                + "one."));
  }

  static NodeBinding fixed(String input, String wayOut) {
    return of(input, new Change.Fixed(wayOut));
  }

  static NodeBinding replaces() {
    return of("", new Change.Replaces());
  }

  NodeBinding seconds() {
    return new NodeBinding(input, Form.SECONDS, change);
  }

  /// The binding of an attribute that has one of this kind.
  static Optional<NodeBinding> of(Attribute attribute) {
    return attribute.binding() instanceof NodeBinding binding
        ? Optional.of(binding)
        : Optional.empty();
  }
}
