package dev.holdfast.acceptance.equivalence;

import dev.holdfast.acceptance.terraform.TerraformBinary;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs the suite in the folder given as the only argument; exits with 1 where a case differs.
public final class EquivalenceMain {

  private EquivalenceMain() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1 || !Files.isDirectory(Path.of(arguments[0], "tests"))) {
      System.err.println(
          "make equivalence SUITE=DIR wants a folder that holds tests/ and outputs/, such as"
              + " testing/equivalence-tests of Terraform or OpenTofu.");
      System.exit(2);
    }
    if (TerraformBinary.find().isEmpty()) {
      System.err.println(
          "make equivalence needs terraform on the PATH, or another program named in TERRAFORM.");
      System.exit(2);
    }
    System.exit(new Suite(Path.of(arguments[0])).run(System.out) ? 0 : 1);
  }
}
