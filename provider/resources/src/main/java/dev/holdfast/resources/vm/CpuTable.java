package dev.holdfast.resources.vm;

import static dev.holdfast.framework.schema.Attribute.managed;
import static dev.holdfast.resources.pve.PveBinding.key;
import static dev.holdfast.resources.pve.PveBinding.part;
import static dev.holdfast.resources.pve.PveBinding.rootKey;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.pve.Codecs;
import dev.holdfast.resources.pve.PropertyKey;
import java.util.List;

/// Processors and memory.
final class CpuTable {

  private CpuTable() {}

  static final Attribute CPU =
      Attribute.nested(
          "cpu",
          Nesting.SINGLE,
          Presence.MANAGED,
          "Processors.",
          List.of(
              managed("cores", Type.NUMBER, "Cores of each socket.")
                  .validated(Validators.between(1, 128))
                  .bound(key("cores", Codecs.NUMBER)),
              managed("sockets", Type.NUMBER, "Processor sockets.")
                  .validated(Validators.between(1, 4))
                  .bound(key("sockets", Codecs.NUMBER)),
              managed(
                      "type",
                      Type.STRING,
                      "Processor model that the guest sees, such as `host` or `x86-64-v2-AES`.")
                  .validated(VmValues.PART)
                  .bound(part(PropertyKey.CPU, "cputype", Codecs.TEXT)),
              managed(
                      "flags",
                      Type.listOf(Type.STRING),
                      "Processor flags to add (`+aes`) or take away (`-pcid`).")
                  .validated(VmValues.EACH_PART)
                  .bound(part(PropertyKey.CPU, "flags", Codecs.list(";", ";"))),
              managed(
                      "limit",
                      Type.NUMBER,
                      "Most processor time, in whole processors; 0 is no limit.")
                  .validated(Validators.between(0, 128))
                  .bound(key("cpulimit", Codecs.NUMBER)),
              managed("units", Type.NUMBER, "Share of processor time relative to other guests.")
                  .validated(Validators.between(1, 262144))
                  .bound(key("cpuunits", Codecs.NUMBER)),
              managed("numa", Type.BOOL, "Whether the guest sees NUMA nodes.")
                  .bound(key("numa", Codecs.FLAG)),
              managed(
                      "affinity",
                      Type.STRING,
                      "Host processors to run on, such as `0,5,8-11`. Needs a ticket of `root@pam`.")
                  .bound(rootKey("affinity", Codecs.TEXT))));

  static final Attribute MEMORY =
      Attribute.nested(
          "memory",
          Nesting.SINGLE,
          Presence.MANAGED,
          "Main memory.",
          List.of(
              managed("size", Type.NUMBER, "Memory in MiB.")
                  .validated(Validators.atLeast(16))
                  .bound(part(PropertyKey.MEMORY, "current", Codecs.NUMBER)),
              managed(
                      "balloon",
                      Type.NUMBER,
                      "Least memory in MiB that ballooning leaves the guest; 0 switches ballooning off.")
                  .validated(Validators.atLeast(0))
                  .bound(key("balloon", Codecs.NUMBER)),
              managed("shares", Type.NUMBER, "Share of memory when ballooning; 0 keeps it out.")
                  .validated(Validators.between(0, 50000))
                  .bound(key("shares", Codecs.NUMBER))));
}
