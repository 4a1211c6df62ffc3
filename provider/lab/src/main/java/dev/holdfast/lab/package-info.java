/// A simulated Proxmox VE cluster that a person, or a script, can point Terraform at: start at
/// [dev.holdfast.lab.Lab] (the running cluster), [dev.holdfast.lab.LabMain] (the command line) and
/// [dev.holdfast.lab.LabTemplate] (the machine that others are cloned from).
@NullMarked
package dev.holdfast.lab;

import org.jspecify.annotations.NullMarked;
