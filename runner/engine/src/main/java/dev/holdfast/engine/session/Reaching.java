package dev.holdfast.engine.session;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Target;

/// What playbooks can read of the way to a member: everything but secrets.
final class Reaching {
  private Reaching() {}

  /// The member's own variables beat these.
  static DictValue vars(Member member) {
    DictValue vars = new DictValue();
    switch (member.way().target()) {
      case Target.Local _ -> vars.put("ansible_connection", Str.of("local"));
      case Target.Ssh ssh -> {
        vars.put("ansible_host", Str.of(ssh.host().host()));
        vars.put("ansible_port", Int.of(ssh.host().port()));
        ssh.host().user().ifPresent(user -> vars.put("ansible_user", Str.of(user)));
      }
    }
    member.vars().entries().forEach(vars::put);
    return vars;
  }
}
