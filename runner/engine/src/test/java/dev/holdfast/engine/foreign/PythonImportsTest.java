package dev.holdfast.engine.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The imports that a module's archive is made of, out of the many ways to write them.
class PythonImportsTest {
  static List<Arguments> files() {
    return List.of(
        Arguments.of("import os, sys\n", "ansible.modules.x", false, List.of()),
        Arguments.of(
            "from ansible.module_utils.basic import AnsibleModule as A, env_fallback\n",
            "ansible.modules.x",
            false,
            List.of(
                "ansible.module_utils.basic.AnsibleModule",
                "ansible.module_utils.basic.env_fallback")),
        Arguments.of(
            "from ansible.module_utils.a import (  # all\n    b,\n    c,\n)\n",
            "ansible.modules.x",
            false,
            List.of("ansible.module_utils.a.b", "ansible.module_utils.a.c")),
        Arguments.of(
            "import ansible.module_utils.a.b as b; import ansible.module_utils.c\n",
            "ansible.modules.x",
            false,
            List.of("ansible.module_utils.a.b", "ansible.module_utils.c")),
        Arguments.of(
            "try:\n    from ansible.module_utils.a import b\nexcept ImportError:\n    pass\n",
            "ansible.modules.x",
            false,
            List.of("ansible.module_utils.a.b?")),
        Arguments.of(
            "try: import ansible.module_utils.a\nexcept ImportError: pass\n",
            "ansible.modules.x",
            false,
            List.of("ansible.module_utils.a?")),
        Arguments.of(
            "'''\nfrom ansible.module_utils.no import x\n'''\ns = 'import ansible.module_utils.no'\n"
                + "# import ansible.module_utils.no\n",
            "ansible.modules.x",
            false,
            List.of()),
        Arguments.of(
            "from ..module_utils.u import f\n",
            "ansible.modules.x",
            false,
            List.of("ansible.module_utils.u.f")),
        Arguments.of(
            "from . import a\nfrom .b import c\n",
            "ansible.module_utils.p",
            true,
            List.of("ansible.module_utils.p.a", "ansible.module_utils.p.b.c")),
        Arguments.of(
            "from .b import c\n",
            "ansible_collections.n.c.plugins.module_utils.a",
            false,
            List.of("ansible_collections.n.c.plugins.module_utils.b.c")),
        Arguments.of(
            "from ansible_collections.n.c.plugins.module_utils \\\n  import a\n"
                + "from ansible_collections.n.c.plugins.lookup import b\n",
            "ansible.modules.x",
            false,
            List.of("ansible_collections.n.c.plugins.module_utils.a")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void importsOfAnsiblesAreFoundInAnyForm(
      String source, String module, boolean folder, List<String> wanted) {
    assertThat(PythonImports.of(source, module, folder))
        .extracting(each -> String.join(".", each.name()) + (each.optional() ? "?" : ""))
        .containsExactlyElementsOf(wanted);
  }
}
