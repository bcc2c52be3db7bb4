"""What the project is made of: hashes, licences, materials and known advisories."""
