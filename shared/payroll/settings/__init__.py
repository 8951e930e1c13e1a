"""How a company pays: proration, components, structures, what counts as unusual; every version is kept."""
